"""The trusted side's hold on the zygote: starts its process, has children forked and reaped, starts it anew.

trusted process --exec--> zygote --fork, confine--> child        (control socket: zygote.py; pipes: wire.py)

Where several processes need one, the first may start it and the others have twins of it forked, which takes a
hundredth of the time.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from grader.errors import SandboxLost, SandboxUnavailable
from grader.execute.confine import not_dumpable
from grader.execute.confined import SPAWN_SECONDS, ConfinedChild
from grader.execute.session import Session
from grader.execute.sharing import SharedChild
from grader.execute.wire import MAX_MESSAGE
from grader.model import Limits, Submission

_END_SECONDS = 0.5  # to end by itself when its socket ends; then it is killed
_START_SECONDS = 60.0  # of ours: a machine so busy that the zygote is not ready by then cannot grade
_BOOTSTRAP = """
import gc, os, sys, types
gc.disable()  # until everything is imported: nothing of that is garbage
os.register_at_fork = lambda **hooks: None  # before the modules that use it: see zygote.main
for name, path in (("grader", {grader!r}), ("grader.execute", {execute!r})):
    module = types.ModuleType(name)  # without running the package's __init__: the child needs none of the trusted side
    module.__path__ = [path]
    sys.modules[name] = module
sys.path += {paths!r}
from grader.execute.zygote import main
main({control}, {parent})
"""
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/",
    "LD_BIND_NOW": "1",  # C functions are looked up once here, not in every child
    "PYTHONHASHSEED": "0",  # sets iterate in the same order in every run: a grade can be replayed
    **{name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PYTHONHOME") if name in os.environ},
    **dict.fromkeys(
        ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS"], "1"
    ),
}


class Zygote:
    """Opens one confined child after another; starts its process anew when that was killed, or after a fork.

    Use it as a context manager, in the thread that made it: the kernel ends the zygote when that thread ends.

    Args:
        origin: the control socket of another process's zygote, `share` there; while that lives, what is started
            here is a twin of it.
    """

    def __init__(self, origin: socket.socket | None = None) -> None:
        self._origin = origin
        self._process: subprocess.Popen[bytes] | None = None  # none of a twin, which is another process's child
        self._pidfd = -1  # once it is ready
        self._control: socket.socket | None = None
        self._owner = 0
        self._shared = False
        self.landlock_abi = 0
        self.preloaded = ""

    @classmethod
    def started(cls, origin: socket.socket | None = None) -> Zygote:
        """Give one that is ready and was tried with one child; SandboxUnavailable names the step that failed."""
        zygote = cls(origin)
        zygote.begin()
        zygote.finish()
        return zygote

    def finish(self) -> None:
        """Wait until it is ready, and try it with one child; if that fails, it is closed and raises as `started`."""
        try:
            self._await_ready()
            ConfinedChild(self, Limits()).close()
        except SandboxLost as error:
            self.close()
            raise SandboxUnavailable("first child", error.reason) from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Zygote:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def open(self, submission: Submission, limits: Limits) -> Session:
        """Give the session of one submission; its child starts when it is first needed."""
        return Session(submission, limits, self.launch)

    def sharing(self) -> SharedChild:
        """Give what opens sessions for files of one student after the other, with as few children as is safe."""
        return SharedChild(self.launch)

    def launch(self, limits: Limits) -> ConfinedChild:
        """Fork, confine and check one child; SandboxLost when that fails."""
        try:
            if not self.alive():
                self._stop()
                self.start()
            return ConfinedChild(self, limits)
        except SandboxUnavailable as error:
            raise SandboxLost(str(error)) from error

    def alive(self) -> bool:
        """Tell whether the zygote's process runs and is this process's own."""
        return self._owner == os.getpid() and self._pidfd >= 0 and not _has_ended(self._pidfd, 0)

    def start(self) -> None:
        """Start the process and wait until it is ready; SandboxUnavailable names what is missing."""
        self.begin()
        self._await_ready()

    def begin(self) -> None:
        """Start the process, and leave it to itself while it gets ready."""
        not_dumpable()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control, self._owner = ours, os.getpid()
        with theirs:
            if self._origin is not None:
                with contextlib.suppress(OSError):  # it has ended: nothing answers, and `_await_ready` sees that
                    socket.send_fds(self._origin, [b"twin"], [theirs.fileno()])
                return
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-S", "-B", "-c", _bootstrap(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()], env=_ENVIRONMENT, cwd="/", start_new_session=True,
            )  # fmt: skip

    def share(self) -> socket.socket:
        """Give the control socket of what has begun here and nobody here uses; others have twins forked by it.

        `close` then gives them time to end, so that their computing time counts as this process's.
        """
        assert self._control is not None
        self._shared = True
        return self._control

    def runs(self) -> bool:
        """Tell whether the process that was begun here still runs, ready or not."""
        return self._owner == os.getpid() and self._process is not None and self._process.poll() is None

    def _await_ready(self) -> None:
        ours = self._control
        assert ours is not None
        ours.settimeout(_START_SECONDS)
        try:
            message, descriptors, _, _ = socket.recv_fds(ours, MAX_MESSAGE, 1)
            word, *rest = message.decode(errors="replace").split("\0")
        except OSError as error:
            word, rest, descriptors = "failed", ["zygote", f"it did not start: {error}"], []
        if word != "ready":
            if self._origin is not None:
                self._stop()
                self._leave_origin()
                self.start()
                return
            process = self._process
            assert process is not None
            if not rest:
                process.kill()
                assert process.stderr is not None
                rest = ["zygote", process.stderr.read()[-1000:].decode(errors="replace") or "it ended at once"]
            self._stop()
            raise SandboxUnavailable(*rest[:2])
        self._pidfd, self.landlock_abi, self.preloaded = descriptors[0], int(rest[0]), rest[1]
        ours.settimeout(SPAWN_SECONDS)
        self._leave_origin()

    def _leave_origin(self) -> None:
        """Close its socket, since it ends when nobody can ask it any more; what is started later is of our own."""
        origin, self._origin = self._origin, None
        if origin is not None:
            origin.close()

    def close(self) -> None:
        """End the process and with it every child that is left."""
        self._leave_origin()
        self._stop()

    def spawn(self, limits: Limits, ends: tuple[int, int, int]) -> tuple[int, int]:
        """Have a child forked that gets these pipe ends; gives its pid and a pidfd."""
        cpu = max(600, int(limits.cpu_seconds * 60))  # only a backstop for the whole child: calls are timed from here
        order = f"spawn {limits.memory_mib << 20} {cpu}".encode()
        assert self._control is not None
        try:
            socket.send_fds(self._control, [order], list(ends))
            message, descriptors, _, _ = socket.recv_fds(self._control, MAX_MESSAGE, 1)
            return int(message), descriptors[0]
        except BaseException as error:
            self._give_up(error)

    def reap(self, pid: int) -> int:
        """Give the wait status of a child that has ended."""
        assert self._control is not None
        try:
            self._control.send(f"reap {pid}".encode())
            return int(self._control.recv(MAX_MESSAGE))
        except BaseException as error:
            self._give_up(error)

    def _give_up(self, error: BaseException) -> NoReturn:
        """End a zygote that broke off in the middle of an answer: its next words would answer something else."""
        self._stop()
        if isinstance(error, (OSError, ValueError, IndexError)):
            raise SandboxLost(f"the zygote does not answer: {error}") from error
        raise error

    def _stop(self) -> None:
        """Let it end by itself, or else kill it; another process's is only forgotten."""
        control, self._control = self._control, None
        pidfd, self._pidfd = self._pidfd, -1
        process, self._process = self._process, None
        if control is not None:
            control.close()
        if process is not None:
            if self._owner == os.getpid():
                if pidfd >= 0 or self._shared:  # else it is busy getting ready, and would notice only then
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(_END_SECONDS)
                process.kill()
                process.wait()
            else:
                process.returncode = 0
            assert process.stderr is not None
            process.stderr.close()
        if pidfd >= 0:
            if self._owner == os.getpid() and not _has_ended(pidfd, _END_SECONDS):
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                _has_ended(pidfd, None)
            os.close(pidfd)


def _has_ended(pidfd: int, wait_seconds: float | None) -> bool:
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(None if wait_seconds is None else wait_seconds * 1000))


def _bootstrap(control: int) -> str:
    """Give the zygote's program text: where to import from, and nothing else of this process."""
    execute = Path(__file__).resolve().parent
    paths: list[str] = []
    for name in ("numpy", "msgspec", "typing_extensions"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            folder = Path(spec.origin).parent
            paths.append(str(folder.parent if folder.name == name else folder))
    paths = list(dict.fromkeys(paths))
    return _BOOTSTRAP.format(
        grader=str(execute.parent), execute=str(execute), paths=paths, control=control, parent=os.getpid()
    )

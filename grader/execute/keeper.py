"""The trusted side's hold on the zygote: starts its process, has children forked and reaped, starts it anew.

trusted process --exec--> zygote --fork, confine--> child        (control socket: zygote.py; pipes: wire.py)
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
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
from grader.execute.zygote import MAX_MESSAGE
from grader.model import Limits, Submission

_START_SECONDS = 60.0  # of ours: a machine so busy that the zygote is not ready by then cannot grade
_BOOTSTRAP = """
import os, sys, types
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
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0
        self.landlock_abi = 0
        self.preloaded = ""

    @classmethod
    def started(cls) -> Zygote:
        """Give one that is ready and was tried with one child; SandboxUnavailable names the step that failed."""
        zygote = cls()
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
        return self._owner == os.getpid() and self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process and wait until it is ready; SandboxUnavailable names what is missing."""
        self.begin()
        self._await_ready()

    def begin(self) -> None:
        """Start the process, and leave it to itself while it gets ready."""
        not_dumpable()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-S", "-B", "-c", _bootstrap(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()], env=_ENVIRONMENT, cwd="/", start_new_session=True,
            )  # fmt: skip
        self._control, self._owner = ours, os.getpid()

    def _await_ready(self) -> None:
        ours, process = self._control, self._process
        assert ours is not None
        assert process is not None
        ours.settimeout(_START_SECONDS)
        try:
            word, *rest = ours.recv(MAX_MESSAGE).decode(errors="replace").split("\0")
        except OSError as error:
            word, rest = "failed", ["zygote", f"it did not start: {error}"]
        if word != "ready":
            if not rest:
                process.kill()
                assert process.stderr is not None
                rest = ["zygote", process.stderr.read()[-1000:].decode(errors="replace") or "it ended at once"]
            self._stop()
            raise SandboxUnavailable(*rest[:2])
        self.landlock_abi, self.preloaded = int(rest[0]), rest[1]
        ours.settimeout(SPAWN_SECONDS)

    def close(self) -> None:
        """End the process and with it every child that is left."""
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
        if self._control is not None:
            self._control.close()
            self._control = None
        process, self._process = self._process, None
        if process is None:
            return
        if self._owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.kill()
            process.wait()
        else:
            process.returncode = 0  # another process's: only forget it
        if process.stderr is not None:
            process.stderr.close()


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

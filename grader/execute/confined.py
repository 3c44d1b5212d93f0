"""The trusted side of the sandbox: starts the zygote, has children forked, checks them, and talks to them.

trusted process --exec--> zygote --fork, confine--> child        (control socket: zygote.py; pipes: wire.py)
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from grader.errors import SandboxLost, SandboxUnavailable, StudentTimeout
from grader.execute import wire
from grader.execute.confine import not_dumpable, read_status
from grader.execute.deadline import Deadline
from grader.execute.session import Session
from grader.execute.transport import ChildEnded, Ending, Output, Pieces, Violation
from grader.execute.zygote import MAX_MESSAGE
from grader.model import Limits, Submission

_START_SECONDS = 60.0  # of ours: a machine so busy that the zygote is not ready by then cannot grade
_SPAWN_SECONDS = 30.0
_PIPE_BYTES = 1 << 20
_CHUNK = 1 << 16
_BOOTSTRAP = """
import sys, types
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
        try:
            zygote.start()
            ConfinedChild(zygote, Limits()).close()
        except SandboxLost as error:
            zygote.close()
            raise SandboxUnavailable("first child", error.reason) from error
        except BaseException:
            zygote.close()
            raise
        return zygote

    def __enter__(self) -> Zygote:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def open(self, submission: Submission, limits: Limits) -> Session:
        """Give the session of one submission; its child starts when it is first needed."""
        return Session(submission, limits, self.launch)

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
        not_dumpable()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-S", "-B", "-c", _bootstrap(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()], env=_ENVIRONMENT, cwd="/", start_new_session=True,
            )  # fmt: skip
        self._control, self._owner = ours, os.getpid()
        ours.settimeout(_START_SECONDS)
        try:
            word, *rest = ours.recv(MAX_MESSAGE).decode(errors="replace").split("\0")
        except OSError as error:
            word, rest = "failed", ["zygote", f"it did not start: {error}"]
        if word != "ready":
            if not rest:
                self._process.kill()
                assert self._process.stderr is not None
                rest = ["zygote", self._process.stderr.read()[-1000:].decode(errors="replace") or "it ended at once"]
            self._stop()
            raise SandboxUnavailable(*rest[:2])
        self.landlock_abi, self.preloaded = int(rest[0]), rest[1]
        ours.settimeout(_SPAWN_SECONDS)

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


class ConfinedChild:
    """One confined process, attested before it is handed out."""

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        self.output = Output(limits.output_kib << 10)
        self._zygote = zygote
        self._requests, self._answers, self._printed, self._pid, self._pidfd = -1, -1, -1, 0, -1
        self._ending: Ending | None = None
        self._fork(limits)
        self._poll = select.poll()
        for descriptor in (self._answers, self._printed, self._pidfd):
            self._poll.register(descriptor, select.POLLIN)
        try:
            self._attest()
        except BaseException:
            self.close()
            raise

    def _fork(self, limits: Limits) -> None:
        theirs_in, self._requests = os.pipe2(os.O_CLOEXEC)
        self._answers, theirs_out = os.pipe2(os.O_CLOEXEC)
        self._printed, theirs_print = os.pipe2(os.O_CLOEXEC)
        try:
            for descriptor in (self._requests, self._answers, self._printed):
                os.set_blocking(descriptor, False)
            for descriptor in (self._requests, self._answers):
                with contextlib.suppress(OSError):  # this user's share of large pipes is used up: slower, not wrong
                    fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            self._pid, self._pidfd = self._zygote.spawn(limits, (theirs_in, theirs_out, theirs_print))
        except BaseException:
            for descriptor in (self._requests, self._answers, self._printed):
                os.close(descriptor)
            raise
        finally:
            for descriptor in (theirs_in, theirs_out, theirs_print):
                os.close(descriptor)

    def _attest(self) -> None:
        """Read what the kernel says of the child, before any of the student's bytes reach it."""
        deadline = Deadline(Limits(cpu_seconds=_SPAWN_SECONDS, wall_seconds=_SPAWN_SECONDS), lambda: None, "")
        try:
            header, _ = self.receive(deadline)
            hello = wire.decode_answer(header)
        except (ChildEnded, Violation, StudentTimeout, wire.WireError) as error:
            raise SandboxLost(f"a child ended while it was confined: {error}") from error
        items = hello.value.items if isinstance(hello.value, wire.Tree) else []
        if hello.verb != "hello":
            step, reason = [*map(str, items), "child", "no greeting"][:2]
            raise SandboxUnavailable(step, reason)
        try:
            with open(f"/proc/{self._pid}/status", "rb", buffering=0) as file:
                facts = read_status(file.read(_CHUNK))
        except OSError as error:
            raise SandboxUnavailable("attestation", f"/proc/PID/status cannot be read: {error}") from error
        for name, expected in (("NoNewPrivs", 1), ("Seccomp", 2), ("CapEff", 0), ("Threads", 1)):
            if facts.get(name) != expected:
                raise SandboxUnavailable("attestation", f"{name} is {facts.get(name)}, not {expected}")

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Write a frame; the pipe must be silent, for nothing was asked yet."""
        for descriptor, _ in self._poll.poll(0):
            if descriptor == self._printed:
                self._drain()
            elif descriptor == self._answers:
                if os.read(self._answers, 1):
                    raise Violation("protocol")
                raise ChildEnded
            else:
                raise ChildEnded
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[os.write(self._requests, rest) :]
                except BlockingIOError:
                    self._wait_to_write(deadline)
                except BrokenPipeError:
                    raise ChildEnded from None

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give the next frame; memory is taken as bytes arrive, never because a header says so."""
        data = bytearray()
        wanted, header = wire.LENGTHS.size, -1
        wait = deadline.first_wait()
        while len(data) < wanted:
            events = self._poll.poll(wait * 1000)
            for descriptor, _ in events:
                if descriptor == self._printed:
                    self._drain()
                elif descriptor == self._answers:
                    part = os.read(self._answers, _CHUNK if header < 0 else _PIPE_BYTES)
                    if not part:
                        raise ChildEnded
                    data += part
            if events and all(descriptor == self._pidfd for descriptor, _ in events):
                raise ChildEnded
            if header < 0 and len(data) >= wanted:
                header, payload = _lengths(data)
                wanted += header + payload
            if len(data) < wanted:
                wait = deadline.wait()
        if len(data) > wanted:
            raise Violation("protocol")
        self._drain()
        start = wire.LENGTHS.size
        return bytes(data[start : start + header]), memoryview(data)[start + header :]

    def cpu_seconds(self) -> float | None:
        """Ask the kernel's clock of that process (clock_getcpuclockid(3)); the pid is ours until it is reaped."""
        try:
            return time.clock_gettime((~self._pid << 3) | 2)
        except OSError:
            return None

    def close(self, grace_seconds: float = 0) -> Ending:
        """Kill, wait, reap, once; with fork and threads denied that is all there is to clean up."""
        if self._ending is not None:
            return self._ending
        self._ending = Ending(None, False)
        try:
            by_itself = self._has_ended(grace_seconds)
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            with contextlib.suppress(Violation):
                self._drain()
            if not self._zygote.alive():
                raise SandboxLost("the zygote was killed")
            self._ending = Ending(os.waitstatus_to_exitcode(self._zygote.reap(self._pid)), by_itself)
        finally:
            for descriptor in (self._requests, self._answers, self._printed, self._pidfd):
                os.close(descriptor)
        return self._ending

    def _has_ended(self, grace_seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return bool(poll.poll(grace_seconds * 1000))

    def _wait_to_write(self, deadline: Deadline) -> None:
        self._poll.register(self._requests, select.POLLOUT)
        try:
            for descriptor, _ in self._poll.poll(deadline.wait() * 1000):
                if descriptor == self._printed:
                    self._drain()
                elif descriptor == self._answers:
                    raise Violation("protocol")
                elif descriptor == self._pidfd:
                    raise ChildEnded
        finally:
            self._poll.unregister(self._requests)

    def _drain(self) -> None:
        for _ in range(64):  # then somebody else's turn: a flood must not keep us from looking at the clock
            try:
                part = os.read(self._printed, _CHUNK)
            except BlockingIOError:
                return
            if not part:
                with contextlib.suppress(KeyError):
                    self._poll.unregister(self._printed)
                return
            self.output.add(part)


def _lengths(data: bytearray) -> tuple[int, int]:
    try:
        return wire.read_lengths(data)
    except wire.WireError:
        raise Violation("protocol") from None


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

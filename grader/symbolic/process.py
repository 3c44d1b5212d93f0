"""The killable place: one checker process, started at the first question, replaced when it had to be killed."""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import IO

import msgspec

from grader.errors import GraderError
from grader.symbolic.wire import MAX_REPLY, Question, Reply, frame

# Of processor time, so that a busy machine changes no verdict:
DECISION_SECONDS = 1.1  # what the checker gives itself; an undecided formula is told then
LIMIT_SECONDS = 1.8  # when the system ends it although it did not give up by itself
KILL_SECONDS = 4.0  # on the clock: when it is killed, whatever the reason
START_SECONDS = 30.0  # a slow disk is no mistake of the student's
_PROGRAM = (
    "import sys; sys.path[:] = sys.path + [p for p in {paths!r} if p not in sys.path]; "
    "from grader.symbolic.checker import main; main({limit!r}, {seconds!r})"
)


class CheckerFailed(GraderError):
    """The formula checker's process cannot be started or broke its protocol: the grader's own fault."""


class _Silent(Exception):
    """No reply in time, or none at all."""


class Checker:
    """Owns the process; `ask` may be called from any thread, and after a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, question: Question) -> Reply | None:
        """Give the reply; None when the process had to be killed or died over this question."""
        with self._lock:
            process = self._running()
            try:
                reply = self._exchange(process, question)
            except _Silent:
                self._kill()
                return None
            except BaseException:  # Ctrl-C in the middle: the next question must not get this one's reply
                self._kill()
                raise
            else:
                if reply.worn:
                    self._kill()
                return reply

    @property
    def pid(self) -> int | None:
        """The process's number; None while none runs."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the process; nothing is left running."""
        with self._lock:
            if self._process is not None and self._owner == os.getpid():
                self._kill()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        if self._process is not None and self._owner == os.getpid():
            self._kill()
        self._process, self._owner = _start(), os.getpid()
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], question: Question) -> Reply:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(frame(question))
            process.stdin.flush()
        except OSError:
            raise _Silent from None
        deadline = monotonic() + KILL_SECONDS
        size = int.from_bytes(_read(process.stdout, 4, deadline), "big")
        if size > MAX_REPLY:
            raise CheckerFailed("the formula checker sent a reply that is too long")
        try:
            return msgspec.json.decode(_read(process.stdout, size, deadline), type=Reply)
        except msgspec.MsgspecError as error:
            raise CheckerFailed(f"the formula checker sent a reply that cannot be read: {error}") from None

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # a question that was never read; the process is dead


def _start() -> subprocess.Popen[bytes]:
    """Start the process and wait until it says that it is ready."""
    program = _PROGRAM.format(paths=_library_paths(), limit=LIMIT_SECONDS, seconds=KILL_SECONDS)
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
    except OSError as error:
        raise CheckerFailed(f"the formula checker cannot be started: {error}") from None
    assert process.stdout is not None
    try:
        ready = _read(process.stdout, 1, monotonic() + START_SECONDS)
    except _Silent:
        ready = b""
    if ready != b"R":
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        raise CheckerFailed(
            f"the formula checker's process ended before it was ready (exit {process.returncode}); "
            "try `python -I -c 'import mpmath, msgspec'` with the grader's Python"
        )
    return process


def _library_paths() -> list[str]:
    """Give where this package and its libraries are; never a folder of students' files."""
    own = str(Path(__file__).resolve().parents[2])
    installed = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return [own, *installed]


def _read(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    if os.name == "posix":
        return _read_polled(pipe, size, deadline)
    return _read_threaded(pipe, size, deadline)


def _read_polled(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    data = bytearray()
    while len(data) < size:
        left = deadline - monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise _Silent
        piece = os.read(pipe.fileno(), size - len(data))
        if not piece:
            raise _Silent
        data += piece
    return bytes(data)


def _read_threaded(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    """Read where pipes cannot be polled: in a thread, which ends with the pipe when the process is killed."""
    data = bytearray()

    def read() -> None:
        while len(data) < size:
            piece = pipe.read(size - len(data))
            if not piece:
                return
            data.extend(piece)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - monotonic()))
    if thread.is_alive() or len(data) < size:
        raise _Silent
    return bytes(data)


CHECKER = Checker()
atexit.register(CHECKER.close)

"""Plain children: unconfined processes, for running one's own code on any system."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from grader.execute import streams, wire
from grader.execute.deadline import Deadline, waited_seconds
from grader.execute.session import Session
from grader.execute.transport import ChildEnded, Ending, Output, Pieces, Violation
from grader.model import Limits, Submission

_CHUNK = 1 << 16
_ATOMIC_BYTES = 4096  # a pipe with nothing in it takes so much at once on every system
_SLICE_SECONDS = 0.05
_MARK_SECONDS = 0.2
_KEPT_VARIABLES = ("PYTHONHOME", "PYTHONUTF8", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE", "PYTHONDONTWRITEBYTECODE")
_BOOTSTRAP = """
import sys, types
sys.path[:] = {paths!r}
for name, path in (("grader", {grader!r}), ("grader.execute", {execute!r})):
    module = types.ModuleType(name)
    module.__path__ = [path]
    sys.modules[name] = module
from grader.execute.plain_child import main
main({ahead})
"""


class PlainOpener:
    """Opens plain sessions; keeps one process started ahead, so that it is ready when it is needed."""

    def __init__(self) -> None:
        self._ahead: PlainChild | None = PlainChild(imports_ahead=True)

    def __enter__(self) -> PlainOpener:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def open(self, submission: Submission, limits: Limits) -> Session:
        """Give the session of one submission; its child starts when it is first needed."""
        return Session(submission, limits, self._launch)

    def close(self) -> None:
        """End the process that was started ahead; sessions end their own."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.close()

    def _launch(self, limits: Limits) -> PlainChild:
        ahead, self._ahead = self._ahead, None
        return ahead if ahead is not None else PlainChild()


def open_plain() -> PlainOpener:
    """Give what opens sessions in plain child processes: no protection, no memory limit; files and imports work.

    Raises nothing; use it as a context manager.
    """
    return PlainOpener()


class PlainChild:
    """An ordinary Python process that runs the call loop; two threads read its pipes, as Windows cannot poll them."""

    def __init__(self, imports_ahead: bool = False) -> None:
        self.output = Output(64 << 10)
        self.used = False
        self._answers, self._printed = bytearray(), bytearray()
        self._arrived: queue.SimpleQueue[tuple[bytearray, bytes]] = queue.SimpleQueue()
        self._open = [self._answers, self._printed]
        self._frames = 0
        self._ending: Ending | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-S", "-c", _bootstrap(imports_ahead)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=_environment(), start_new_session=True,
        )  # fmt: skip
        self._threads: list[threading.Thread] = []
        for stream, kept in ((self._process.stdout, self._answers), (self._process.stderr, self._printed)):
            assert stream is not None
            thread = threading.Thread(target=_pump, args=(stream, kept, self._arrived), daemon=True)
            thread.start()
            self._threads.append(thread)

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Write a frame; a thread does it when it is large, so that a child that never reads cannot hold us."""
        while not self._arrived.empty():
            self._take_one(0)
        if self._answers:
            raise Violation("protocol")
        if sum(map(len, pieces)) <= _ATOMIC_BYTES:
            self._write(pieces)
            return
        failed: list[ChildEnded] = []
        writer = threading.Thread(target=self._write_in_thread, args=(pieces, failed), daemon=True)
        writer.start()
        while writer.is_alive():
            writer.join(min(deadline.wait(), _SLICE_SECONDS))
        if failed:
            raise failed[0]

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give the next frame, once everything that was printed before it has come."""
        start = wire.LENGTHS.size
        self._wait_for(lambda: len(self._answers) >= start, deadline)
        try:
            header, payload = wire.read_lengths(self._answers)
        except wire.WireError:
            raise Violation("protocol") from None
        size = start + header + payload
        self._wait_for(lambda: len(self._answers) >= size, deadline)
        frame = self._answers[:size]
        del self._answers[:size]
        self._frames += 1
        self._take_printed()
        return bytes(frame[start : start + header]), memoryview(frame)[start + header :]

    def cpu_seconds(self) -> float | None:
        """Ask the kernel's clock of that process where there is one."""
        if sys.platform != "linux":
            return None
        try:
            return time.clock_gettime((~self._process.pid << 3) | 2)
        except OSError:
            return None

    def waited_seconds(self) -> float:
        """Ask the kernel's scheduler, where it tells."""
        return waited_seconds(self._process.pid)

    def memory_mib(self) -> float | None:
        """Give None: nobody looks at what a plain child was born with."""
        return None

    def is_idle(self) -> bool:
        """Tell that each file gets a process of its own: where there is no sandbox, nothing is gained by sharing."""
        return False

    def close(self, grace_seconds: float = 0) -> Ending:
        """End the process and, where the system knows groups, what it started; then reap it."""
        if self._ending is None:
            by_itself = True
            try:
                self._process.wait(grace_seconds)
            except subprocess.TimeoutExpired:
                by_itself = False
            if sys.platform == "win32":
                self._process.kill()
            else:
                with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody of the group is left
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._ending = Ending(self._process.wait(), by_itself)
            for thread in self._threads:
                thread.join(1)
            while not self._arrived.empty():
                self._take_one(0)
            with contextlib.suppress(Violation):
                self.output.add(bytes(self._printed))
            if self._process.stdin is not None:
                self._process.stdin.close()
        return self._ending

    def _wait_for(self, arrived: Callable[[], bool], deadline: Deadline) -> None:
        wait = deadline.first_wait()
        while not arrived():
            if self._answers not in self._open:
                raise ChildEnded
            if not self._take_one(wait) or not arrived():
                wait = deadline.wait()

    def _take_one(self, seconds: float) -> bool:
        """Take in the next piece that a thread has read; False when none comes in time."""
        try:
            kept, part = self._arrived.get(timeout=max(seconds, 0)) if seconds else self._arrived.get_nowait()
        except queue.Empty:
            return False
        kept += part
        if not part:
            self._open = [one for one in self._open if one is not kept]
        if kept is self._printed and len(kept) > Output.FLOOD_BYTES:
            raise Violation("output")
        return True

    def _take_printed(self) -> None:
        """Move what was printed to the output, up to the mark that the child printed before it answered."""
        mark = streams.mark(self._frames)
        end = time.monotonic() + _MARK_SECONDS
        while (place := self._printed.find(mark)) < 0:
            is_open = any(one is self._printed for one in self._open)
            if not is_open or time.monotonic() > end or not self._take_one(_MARK_SECONDS):
                break  # the student's code closed the stream: what has come is all there is
        before = self._printed[: place if place >= 0 else len(self._printed)]
        del self._printed[: place + len(mark) if place >= 0 else len(self._printed)]
        self.output.add(bytes(before))

    def _write(self, pieces: Pieces) -> None:
        assert self._process.stdin is not None
        try:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(self._process.stdin.fileno(), rest) :]
        except OSError:
            raise ChildEnded from None

    def _write_in_thread(self, pieces: Pieces, failed: list[ChildEnded]) -> None:
        try:
            self._write(pieces)
        except ChildEnded as error:
            failed.append(error)


def _pump(stream: IO[bytes], kept: bytearray, arrived: queue.SimpleQueue[tuple[bytearray, bytes]]) -> None:
    """Hand on what arrives in a pipe; an empty piece is its end.

    Only this thread closes the pipe: a program that the student's code has started may keep the other end open, and
    closing what somebody reads from would wait for that on Windows, and elsewhere give its number to another file.
    """
    with stream:
        part = b"-"
        while part:
            try:
                part = os.read(stream.fileno(), _CHUNK)
            except OSError:
                part = b""
            arrived.put((kept, part))


def _environment() -> dict[str, str]:
    """Give the user's environment, with nothing in it that would turn Python's warnings into errors and the like."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name in _KEPT_VARIABLES
    }
    return {**kept, "PYTHONHASHSEED": "0"}


def _bootstrap(imports_ahead: bool) -> str:
    execute = Path(__file__).resolve().parent
    paths = [str(Path(path).resolve()) if path else os.getcwd() for path in sys.path]
    return _BOOTSTRAP.format(paths=paths, grader=str(execute.parent), execute=str(execute), ahead=imports_ahead)

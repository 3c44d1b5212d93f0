"""Plain children: unconfined, for one's own code on any system; threads read their pipes, as Windows cannot poll one."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

from grader.execute import wire
from grader.execute.deadline import Deadline
from grader.execute.session import Session
from grader.execute.transport import ChildEnded, Ending, Output, Pieces, Violation
from grader.model import Limits, Submission

_CHUNK = 1 << 16
_KEPT_VARIABLES = ("PYTHONHOME", "PYTHONUTF8", "PYTHONPLATLIBDIR", "PYTHONEXECUTABLE", "PYTHONDONTWRITEBYTECODE")
_BOOTSTRAP = """
import sys, types
sys.path[:] = {paths!r}
for name, path in (("grader", {grader!r}), ("grader.execute", {execute!r})):
    module = types.ModuleType(name)
    module.__path__ = [path]
    sys.modules[name] = module
from grader.execute.plain_child import main
main()
"""


class PlainOpener:
    """Opens plain sessions; keeps one process started ahead, so that it is ready when it is needed."""

    def __init__(self) -> None:
        self._ahead: PlainChild | None = PlainChild()

    def __enter__(self) -> PlainOpener:
        return self

    def __exit__(self, *_: object) -> None:
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
    """An ordinary Python process that runs the call loop."""

    def __init__(self) -> None:
        self.output = Output(64 << 10)
        self._unread = bytearray()
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._printed: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._ending: Ending | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-S", "-c", _bootstrap()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=_environment(), start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._requests = self._process.stdin.fileno()
        pairs = ((self._process.stdout.fileno(), self._answers), (self._process.stderr.fileno(), self._printed))
        self._threads = [threading.Thread(target=_pump, args=pair, daemon=True) for pair in pairs]
        for thread in self._threads:
            thread.start()

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Write a frame; a thread does it when it is large, so that a child that never reads cannot hold us."""
        if self._unread or not self._answers.empty():
            raise Violation("early answer")
        self._drain()
        if sum(map(len, pieces)) < 1 << 12:
            self._write(pieces)
            return
        failed: list[ChildEnded] = []
        writer = threading.Thread(target=self._write_in_thread, args=(pieces, failed), daemon=True)
        writer.start()
        while writer.is_alive():
            writer.join(min(deadline.wait(), 0.05))
            self._drain()
        if failed:
            raise failed[0]

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give the next frame."""
        lengths = self._take(wire.LENGTHS.size, deadline)
        try:
            header, payload = wire.read_lengths(lengths)
        except wire.WireError:
            raise Violation("frame too large") from None
        frame = bytes(self._take(header, deadline)), memoryview(self._take(payload, deadline))
        self._drain()
        return frame

    def cpu_seconds(self) -> float | None:
        """Ask the kernel's clock of that process where there is one."""
        if sys.platform != "linux":
            return None
        try:
            return time.clock_gettime((~self._process.pid << 3) | 2)
        except OSError:
            return None

    def close(self, grace_seconds: float = 0) -> Ending:
        """Kill and reap the process; what it started in turn is not followed: plain means unconfined."""
        if self._ending is None:
            by_itself = True
            try:
                self._process.wait(grace_seconds)
            except subprocess.TimeoutExpired:
                by_itself = False
            self._process.kill()
            self._ending = Ending(self._process.wait(), by_itself)
            for thread in self._threads:
                thread.join(1)
            with contextlib.suppress(Violation):
                self._drain()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream is not None:
                    stream.close()
        return self._ending

    def _take(self, size: int, deadline: Deadline) -> bytearray:
        wait = deadline.first_wait()
        while len(self._unread) < size:
            try:
                part = self._answers.get(timeout=min(wait, 0.05) if self._draining() else wait)
            except queue.Empty:
                wait = deadline.wait()
                continue
            if not part:
                raise ChildEnded
            self._unread += part
        taken, self._unread = self._unread[:size], self._unread[size:]
        return taken

    def _draining(self) -> bool:
        self._drain()
        return True

    def _drain(self) -> None:
        for _ in range(self._printed.qsize()):
            self.output.add(self._printed.get())

    def _write(self, pieces: Pieces) -> None:
        try:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(self._requests, rest) :]
        except (BrokenPipeError, OSError):
            raise ChildEnded from None

    def _write_in_thread(self, pieces: Pieces, failed: list[ChildEnded]) -> None:
        try:
            self._write(pieces)
        except ChildEnded as error:
            failed.append(error)


def _pump(descriptor: int, into: queue.SimpleQueue[bytes]) -> None:
    """Move what arrives at a descriptor into a queue; an empty piece is its end."""
    part = b"-"
    while part:
        try:
            part = os.read(descriptor, _CHUNK)
        except OSError:
            part = b""
        into.put(part)


def _environment() -> dict[str, str]:
    """Give the user's environment, with nothing in it that would turn Python's warnings into errors and the like."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name in _KEPT_VARIABLES
    }
    return {**kept, "PYTHONHASHSEED": "0"}


def _bootstrap() -> str:
    execute = Path(__file__).resolve().parent
    paths = [str(Path(path).resolve()) if path else os.getcwd() for path in sys.path]
    return _BOOTSTRAP.format(paths=paths, grader=str(execute.parent), execute=str(execute))

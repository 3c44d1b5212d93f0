"""What the student's code prints, reads and warns, inside the student's process."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Iterator
from typing import NoReturn, TextIO

_MAX_WARNINGS = 200
_MAX_WARNING_TEXT = 300
_recorded: list[tuple[str, str]] = []
_shown: set[tuple[str, str, int]] = set()
_outputs: list[io.TextIOWrapper] = []
_room = _MAX_WARNINGS
_marks_to, _marks = -1, 0


class NoInput(io.TextIOBase):
    """Stands where the keyboard would be, and says that nobody sits at it."""

    encoding = "utf-8"

    def readable(self) -> bool:
        """Say yes, so that the reading itself gives the reason."""
        return True

    def fileno(self) -> int:
        """Give no descriptor: `input` then asks this object."""
        raise io.UnsupportedOperation("there is no keyboard here")

    def read(self, size: int | None = -1) -> NoReturn:
        """Refuse, with what to do."""
        raise EOFError("your code waits for input")

    def readline(self, size: int | None = -1) -> NoReturn:
        """Refuse, with what to do."""
        self.read(size)

    def readlines(self, hint: int | None = -1) -> NoReturn:
        """Refuse, with what to do."""
        self.read(hint)

    def __next__(self) -> NoReturn:
        """Refuse, with what to do."""
        self.read()


class NoOutput(io.TextIOBase):
    """Takes whatever is printed, and keeps nothing."""

    def write(self, text: str, /) -> int:
        """Say that all was written."""
        return len(text)


def install(output: int, marks: bool = False) -> None:
    """Send both output streams to a descriptor, line by line, so that a killed child's last lines are seen.

    Args:
        output: descriptor.
        marks: print a mark before each answer, for a reader that sees output and answers in no certain order.
    """
    global _marks_to  # noqa: PLW0603 - one process
    _marks_to = output if marks else -1
    for name in ("stdout", "stderr"):
        raw = io.BufferedWriter(io.FileIO(output, "w", closefd=False), 1 << 13)
        stream = io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", newline="\n", line_buffering=True)
        _outputs.append(stream)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    for name in ("stdin", "__stdin__"):
        setattr(sys, name, NoInput())
    warnings.resetwarnings()
    warnings.simplefilter("always")
    for hushed in (PendingDeprecationWarning, ResourceWarning, ImportWarning):
        warnings.simplefilter("ignore", hushed)
    warnings.showwarning = _record


def flush() -> None:
    """Send what is buffered, and the mark that says that it is all."""
    global _marks  # noqa: PLW0603 - one process, one test at a time
    for stream in {id(stream): stream for stream in (*_outputs, sys.stdout, sys.stderr)}.values():
        try:
            stream.flush()
        except Exception:
            continue
    if _marks_to >= 0:
        _marks += 1
        with contextlib.suppress(OSError):  # closed by the student
            os.write(_marks_to, mark(_marks))


def mark(number: int) -> bytes:
    """Give the mark before the answer of that number."""
    return b"\0\x1eanswer %d\x1e\0" % number


def begin_test() -> None:
    """Forget the warnings of the test before."""
    global _room  # noqa: PLW0603 - one process, one test at a time
    _recorded.clear()
    _shown.clear()
    _room = _MAX_WARNINGS


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Send what is printed or warned meanwhile nowhere."""
    with contextlib.redirect_stdout(NoOutput()), contextlib.redirect_stderr(NoOutput()):
        yield
    _recorded.clear()


def take_warnings() -> list[tuple[str, str]]:
    """Give the warnings since the last answer."""
    taken = list(_recorded)
    _recorded.clear()
    return taken


def _record(
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,
) -> None:  # fmt: skip
    global _room  # noqa: PLW0603 - one process, one test at a time
    text = str(message)[:_MAX_WARNING_TEXT].encode("utf-8", "backslashreplace").decode()
    name = category.__name__[:80]
    if _room > 0:
        _room -= 1
        _recorded.append((name, text))
    place = (name, text, lineno)
    if place not in _shown and len(_shown) < _MAX_WARNINGS:
        _shown.add(place)
        print(f"{os.path.basename(filename)}:{lineno}: {name}: {text}", file=file or sys.stderr)

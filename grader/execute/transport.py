"""What a session needs of a child process, whether confined or plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from grader.execute.deadline import Deadline
from grader.model import Limits

Pieces = list[bytes | memoryview]


class ChildEnded(Exception):
    """The child closed its pipe or ended by itself."""


class Violation(Exception):
    """The child did what an honest one never does; `reason` is a stable tag."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: exit status, or the signal as a negative number; and whether it ended before we killed it."""

    status: int | None
    by_itself: bool


class Output:
    """What a child printed since the test began: kept up to a limit, counted beyond it.

    Args:
        keep_bytes: how much is kept.
    """

    FLOOD_BYTES = 32 << 20

    def __init__(self, keep_bytes: int) -> None:
        self._keep = keep_bytes
        self.clear()

    def clear(self) -> None:
        """Begin a new test."""
        self._kept = bytearray()
        self._total = 0

    def add(self, data: bytes) -> None:
        """Take in what was read; Violation when it is a flood."""
        self._total += len(data)
        room = self._keep - len(self._kept)
        if room > 0:
            self._kept += data[:room]
        if self._total > self.FLOOD_BYTES:
            raise Violation("output")

    def text(self) -> str:
        """Give it as text without control characters, with a note when some of it was left out."""
        text = plain_text(self._kept.decode("utf-8", "backslashreplace" if not self._cut() else "replace"))
        return f"{text}\n[output cut: {self._total - len(self._kept):,} more bytes]\n" if self._cut() else text

    def _cut(self) -> bool:
        return self._total > len(self._kept)


class Transport(Protocol):
    """A running child and the way to talk to it.

    Attributes:
        output: what it prints goes here.
        used: whether another file of the same student has run in it.
    """

    output: Output
    used: bool

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Write a frame; ChildEnded, Violation (something was said unasked), StudentTimeout."""

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give header and payload of the next frame; ChildEnded, Violation, StudentTimeout."""

    def cpu_seconds(self) -> float | None:
        """Give the computing time that the child has used."""

    def waited_seconds(self) -> float:
        """Give for how long the child has waited for a processor; 0 where the system does not tell."""

    def memory_mib(self) -> float | None:
        """Give how much address space the child has taken at most, beyond what it was born with."""

    def is_idle(self) -> bool:
        """Tell whether another file may run in it: it waits, says nothing, holds no more memory than a fresh one."""

    def close(self, grace_seconds: float = 0) -> Ending:
        """End the child, whatever it does, once it had so long to end by itself; SandboxLost when our side broke."""


_SPACES = "\n\t\u00a0\u2002\u2003\u2009\u202f\u3000"
Launch = Callable[[Limits], Transport]


class Shelf(Protocol):
    """Where a child is kept between two files of one student."""

    def take(self, limits: Limits) -> Transport | None:
        """Give the child that stands there, if it was started with such limits."""

    def put(self, child: Transport, limits: Limits) -> None:
        """Keep a child that another file may run in, or end it if it is not fit for that."""


def plain_text(text: str) -> str:
    """Give text in which control characters are spelled out: nothing in it moves a cursor or turns the direction."""
    text = text.replace("\r\n", "\n")
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(char if char.isprintable() or char in _SPACES else ascii(char)[1:-1] for char in text)

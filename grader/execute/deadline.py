"""One deadline for each outermost call: computing time and time on the clock."""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.errors import StudentTimeout
from grader.model import Limits


class Deadline:
    """Counts from its making; time that the grader's own functions take inside a callback is given back.

    Args:
        limits: of the exercise.
        cpu_clock: gives the child's computing time so far in seconds, None where the system cannot tell.
        doing: completes "Your code ran out of time ..." for the student.
    """

    def __init__(self, limits: Limits, cpu_clock: Callable[[], float | None], doing: str) -> None:
        self._limits = limits
        self._clock = cpu_clock
        self._cpu_start = cpu_clock() or 0.0
        self._wall_end = time.monotonic() + limits.wall_seconds
        self._doing = doing
        self.nested_seconds = 0.0  # spent in the student's code that the grader's functions called in their turn

    def first_wait(self) -> float:
        """Give how many seconds to wait before the first look at the clocks."""
        return min(self._limits.cpu_seconds, self._limits.wall_seconds)

    def wait(self) -> float:
        """Give how many seconds may pass before the next look, StudentTimeout when none are left."""
        limits = self._limits
        wall = self._wall_end - time.monotonic()
        cpu = wall
        used = self._clock()
        if used is not None:
            cpu = limits.cpu_seconds - (used - self._cpu_start)
        if cpu <= 0:
            raise self.timeout("cpu")
        if wall <= 0:
            raise self.timeout("wall")
        return min(cpu, wall)

    def used_cpu_seconds(self) -> float:
        """Give the child's computing time since the making; 0 where the system cannot tell."""
        return max((self._clock() or 0.0) - self._cpu_start, 0.0)

    def give_back(self, seconds: float) -> None:
        """Put off the end by the time that the grader's own function took."""
        self._wall_end += seconds

    def timeout(self, kind: str) -> StudentTimeout:
        """Give the verdict for running out of one of the two."""
        limits = self._limits
        if kind == "cpu":
            sentence = (
                f"Your code computed for more than {limits.cpu_seconds:g} s {self._doing}; does a loop never end?"
            )
            return StudentTimeout(sentence, "cpu", limits.cpu_seconds)
        # On a busy machine a loop without end meets this limit first.
        busy = self.used_cpu_seconds() > limits.cpu_seconds / 2
        reason = "does a loop never end?" if busy else "does it wait or sleep?"
        sentence = f"Your code gave no answer within {limits.wall_seconds:g} s {self._doing}; {reason}"
        return StudentTimeout(sentence, "wall", limits.wall_seconds)

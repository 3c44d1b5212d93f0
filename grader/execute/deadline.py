"""One deadline for each outermost call: computing time and time on the clock."""

from __future__ import annotations

import time
from collections.abc import Callable

from grader.errors import StudentTimeout
from grader.model import Limits

MOST_WAITING = 3.0  # times the wall limit, that a busy machine may put off the end
_WORTH_WAITING = 0.05  # seconds


class Deadline:
    """Counts from its making; what is not the student's is given back.

    That is the time which the grader's own functions take inside a callback, and time on the clock in which the child
    waited for a processor that others had. For that its whole life counts: to ask at each call would cost as much as
    the call.

    Args:
        limits: of the exercise.
        cpu_clock: gives the child's computing time so far in seconds, None where the system cannot tell.
        doing: completes "Your code ran out of time ..." for the student.
        waited: gives for how many seconds the child has waited for a processor.
    """

    def __init__(
        self,
        limits: Limits,
        cpu_clock: Callable[[], float | None],
        doing: str,
        waited: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._limits = limits
        self._clock = cpu_clock
        self._waited = waited
        self._put_off = 0.0
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
            late = min(self._waited(), MOST_WAITING * limits.wall_seconds) - self._put_off
            if late < _WORTH_WAITING:
                raise self.timeout("wall")
            self._put_off += late
            self._wall_end += late
            wall = max(wall + late, _WORTH_WAITING)
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


def waited_seconds(pid: int) -> float:
    """Give how long a process of one thread has waited for a processor (proc_pid_schedstat(5)); 0 if nobody says."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb", buffering=0) as file:
            return int(file.read(200).split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0

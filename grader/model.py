"""The values that travel between stages; imports nothing of ours.

Submission --execute/judge--> Result(tests=TestResult...) --record--> gradebook --report--> people
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol, Self

import msgspec

# The marks that graders may use, and what they mean.
MARKS = {
    "points(n)": "what the test is worth (1 where there is no mark)",
    "hint(sentence)": "shown to the student when the test does not pass",
    "needs(name, ...)": "tests that must have passed, else this one is not checked",
    "stays(reason)": "why a hidden test is kept that no known wrong answer needs",
}


class Status(StrEnum):
    """What became of a submission."""

    GRADED = "graded"
    INVALID = "invalid"  # cannot be read or compiled: 0 points, says why
    ERROR = "error"  # the grader failed: no points, and not 0
    MISSING = "missing"


class Outcome(StrEnum):
    """What became of one test."""

    PASSED = "passed"
    FAILED = "failed"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NOT_CHECKED = "not_checked"  # a test that it needs did not pass
    ERROR = "error"  # the grader failed


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one submission may use; CPU and wall time count for each outermost call."""

    cpu_seconds: float = 5
    wall_seconds: float = 10
    memory_mib: int = 512
    output_kib: int = 64


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One file of one student.

    Args:
        student: identifier, safe as one path component; compared case-sensitively.
        exercise: slug.
        content: the bytes as handed in; empty when `unreadable` says why there are none.
        sha256: hexadecimal digest of the content.
        submitted_at: aware date and time, to the microsecond.
        source: where it came from, for people ("class.zip: ada/neuron_output.py").
        unreadable: sentence for a file that could not be taken in (a folder, a link, too large); else empty.
    """

    student: str
    exercise: str
    content: bytes
    sha256: str
    submitted_at: datetime
    source: str = ""
    unreadable: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How a formula of the student's was understood; `mathml` is empty where it would be too long for a page."""

    text: str
    mathml: str = ""


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A row of numbers that a check shows as a picture, the loss by epoch for instance, thinned to a few.

    Args:
        x: what is counted along it ("epoch"), with the counts in `places`, rising.
        y: what the numbers are ("loss"), with a number at each place; None where it was infinite or none at all.
    """

    title: str
    x: str
    y: str
    places: tuple[int, ...]
    values: tuple[float | None, ...]


class TestResult(msgspec.Struct, frozen=True, kw_only=True):
    """One test of one submission.

    Args:
        message: sentence for the student, without hidden inputs or values.
        detail: values, the grader's line or the student's traceback; shown of hidden tests only with feedback `full`.
        hint: the author's hint, shown when the test did not pass.
        output: what the student's code printed during this test.
        readings: the formulas of the answer, as they were understood.
        curves: what the check wants seen as a picture, the course of a training for instance.
    """

    __test__ = False  # pytest: not a test class

    id: str
    title: str
    hidden: bool
    outcome: Outcome
    points: Fraction
    max_points: Fraction
    message: str = ""
    detail: str = ""
    hint: str = ""
    diagnosis: str = ""
    output: str = ""
    readings: tuple[Reading, ...] = ()
    curves: tuple[Curve, ...] = ()


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A submission's grade and what produced it; `points` is None when the grader failed."""

    student: str
    exercise: str
    sha256: str
    submitted_at: datetime
    status: Status
    max_points: Decimal
    points: Decimal | None
    tests: tuple[TestResult, ...] = ()
    message: str = ""
    exercise_version: str = ""
    toolkit_version: str = ""
    seed: int = 0
    environment: str = ""  # versions of Python and NumPy where it was graded


class Adjustment(msgspec.Struct, frozen=True, kw_only=True):
    """A change of points by hand, in force until it is undone; no regrade touches it.

    Args:
        number: names it in the gradebook; a later one has a higher number.
        sets: whether `points` replace what was earned; else they are added to it.
        undone_at: when it was taken back, by `undone_by`; None while it is in force.
    """

    number: int
    student: str
    exercise: str
    sets: bool
    points: Decimal
    reason: str
    by: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """More time, or more attempts, for one student at one exercise.

    Args:
        number: names it in the gradebook; a later one has a higher number.
        due: replaces the exercise's due date; None leaves it.
        extra_attempts: on top of what the course allows, and of other extensions.
        undone_at: when it was taken back, by `undone_by`; None while it is in force.
    """

    number: int
    student: str
    exercise: str
    due: datetime | None
    extra_attempts: int
    reason: str
    by: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What counts of one student's exercise, and how it came about.

    Args:
        points: what counts: earned, less what lateness cost, then adjusted; None where there is no score.
        result: of the attempt that counts, as it was graded; None where points were only given by hand.
        late_percent: how many hundredths of the earned points lateness cost.
        due: for this student, extensions included.
        adjustments: those in force, oldest first.
    """

    student: str
    exercise: str
    points: Decimal | None
    result: Result | None = None
    late_percent: Decimal = Decimal(0)
    due: datetime | None = None
    adjustments: tuple[Adjustment, ...] = ()


def score(tests: tuple[TestResult, ...], max_points: Decimal) -> Decimal:
    """Give the points of the passed tests, scaled to `max_points`, exact until the last rounding to cents (half up)."""
    total = sum((test.max_points for test in tests), Fraction(0))
    if total == 0:
        return Decimal("0.00")
    earned = sum((test.points for test in tests), Fraction(0))
    exact = earned / total * Fraction(max_points)
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class StudentSession(Protocol):
    """A student's module in its own process, as the judge sees it.

    Any member may raise StudentStopped or SandboxLost; a module that failed while loading raises the same
    StudentFault at every use of `module`, in every test.
    """

    @property
    def module(self) -> Any:
        """The proxy: attributes are the module's names, calls are calls."""

    def start_test(self, seed: int) -> None:
        """Get ready for a test: a live process (a new one where the last died), its random states set from seed."""

    def syntax_tree(self) -> ast.Module:
        """Parse the file, in the confined process, without running it."""

    def take_output(self) -> str:
        """Give what the student's code printed since `start_test`, cut to the limit, as plain text."""

    def warnings(self) -> list[tuple[str, str]]:
        """Give (category, text) of each warning since `start_test`, as the student's process tells it."""

    def changed_arguments(self) -> tuple[str, ...]:
        """Give positions ("0") and names of the last call's arguments that it changed; told like `warnings`."""

    @property
    def disturbed(self) -> bool:
        """Whether the process ended after another file had run in it: then the tests say nothing yet of this one."""

    def close(self) -> None:
        """End the process, unless another file of the same student may follow; nothing of this one is used any more."""


class Sandbox(Protocol):
    """Where students' modules run; opens a session for each submission. Used in a `with` statement."""

    def open(self, submission: Submission, limits: Limits) -> StudentSession:
        """Open a session; the process behind it starts when it is first needed."""

    def close(self) -> None:
        """End everything that was started."""

    def __enter__(self) -> Self:
        """Give the sandbox itself."""

    def __exit__(self, *exception: object) -> None:
        """Close it."""


OpenSession = Callable[[Submission, Limits], StudentSession]


class SharedSessions(Protocol):
    """Opens sessions one after the other; the process of a student's last file may be there for the next."""

    def open(self, submission: Submission, limits: Limits) -> StudentSession:
        """Open a session, as a sandbox does."""

    def comes_first(self, submission: Submission) -> bool:
        """Tell whether fewer processes are needed if the student's other files come after this one."""

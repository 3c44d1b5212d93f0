"""One submission while its tests run: what became of each so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from grader.judge.batch import Batch
from grader.judge.marks import TestInfo
from grader.judge.verdict import Verdict
from grader.model import Curve, Outcome, Reading, Submission, TestResult


@dataclass(slots=True)
class Trial:
    """What is known of one submission while its tests run."""

    submission: Submission
    batch: Batch
    tests: list[TestResult] = field(default_factory=list)
    suspects: dict[tuple[bool, str], Verdict] = field(default_factory=dict)
    invalid: str = ""

    def begin_again(self) -> None:
        """Forget what became of the tests so far."""
        self.tests.clear()
        self.suspects.clear()
        self.invalid = ""


def as_test_result(
    info: TestInfo, verdict: Verdict, output: str, readings: tuple[Reading, ...] = (), curves: tuple[Curve, ...] = ()
) -> TestResult:
    """Join what the author wrote of a test and what became of it."""
    passed = verdict.outcome is Outcome.PASSED
    skipped = verdict.message.startswith("skipped: ")
    return TestResult(
        id=info.id,
        title=info.title,
        hidden=info.hidden,
        outcome=verdict.outcome,
        points=info.points if passed else Fraction(0),
        # A test that its author skips asks nothing of anybody.
        max_points=Fraction(0) if skipped else info.points,
        message=_read_as(readings) if passed else verdict.message,
        detail=verdict.detail,
        hint="" if passed else info.hint,
        diagnosis=verdict.diagnosis,
        output=output,
        readings=readings,
        curves=curves,
    )


def _read_as(readings: tuple[Reading, ...]) -> str:
    """Give how formulas were understood; a message of a test that did not pass says it in its own words."""
    return "Read as " + "; ".join(reading.text for reading in readings) if readings else ""

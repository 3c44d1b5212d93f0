"""What was found about an exercise: counts for the line that sums it up, and what is wrong, with what to do."""

from __future__ import annotations

import msgspec

from grader.verify.mutants import Key


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to fix.

    Args:
        check: which of the proofs does not hold: stub, reference, right, wrong, tests, mutants.
        subject: the file or the test that it is about.
        expected: what should be.
        found: what is.
        advice: what to do.
    """

    check: str
    subject: str
    expected: str
    found: str
    advice: str


class Survivor(msgspec.Struct, frozen=True, kw_only=True):
    """A mutant that no test catches."""

    line: int
    function: str
    operator: str
    before: str
    after: str
    nth: int = 1

    @property
    def key(self) -> Key:
        """The mutant's name in equivalent_mutants.yaml."""
        return Key(self.function, self.operator, self.before, self.after, self.nth)


class Count(msgspec.Struct, frozen=True):
    """How many of how many hold."""

    good: int
    total: int

    def __str__(self) -> str:
        """Give it as 7/8."""
        return f"{self.good}/{self.total}"


class ExerciseReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was found about one exercise.

    Args:
        diagnosed: wrong answers that are told what kind of wrong they are.
        tests: hidden tests that a wrong answer needs, or that say why they stay.
        mutants: mutants that are caught, of those that are mistakes; None where they were left out.
        equivalent: mutants that are listed as no mistakes.
        cpu_percent: the largest part of the limit that the reference or a right answer used in one call.
    """

    exercise: str
    ok: bool
    stub: bool
    reference: bool
    right: Count
    wrong: Count
    diagnosed: Count
    tests: Count
    mutants: Count | None
    equivalent: int
    cpu_percent: float
    memory_percent: float
    findings: tuple[Finding, ...] = ()
    survivors: tuple[Survivor, ...] = ()

"""The marks for what passed, failed and could not be checked: told apart by shape, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Outcome


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of marks, and the lines around text; `for_encoding` chooses."""

    passed: str
    failed: str
    not_checked: str
    bar: str
    rule: str
    dot: str
    invalid: str
    error: str
    missing: str
    waiting: str
    late: str
    adjusted: str

    def of(self, outcome: Outcome) -> str:
        """Give the mark of a test's outcome."""
        if outcome is Outcome.PASSED:
            return self.passed
        return self.not_checked if outcome in NOT_THE_STUDENTS else self.failed


# Neither passed nor failed: nothing is known of the student's answer.
NOT_THE_STUDENTS = frozenset({Outcome.NOT_CHECKED, Outcome.ERROR})

UNICODE = Marks(
    passed="✓",
    failed="✗",
    not_checked="○",
    bar="│",
    rule="─",
    dot="·",
    invalid="!",
    error="?",
    missing="–",
    waiting="…",
    late="↓",
    adjusted="*",
)
ASCII = Marks(
    passed="+",
    failed="x",
    not_checked="o",
    bar="|",
    rule="-",
    dot="-",
    invalid="!",
    error="?",
    missing="-",
    waiting="..",
    late="L",
    adjusted="*",
)


def for_encoding(encoding: str) -> Marks:
    """Give the marks that a terminal with this encoding can show."""
    try:
        "✓✗○│─·–…↓".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE

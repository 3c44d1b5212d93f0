"""What a student sees of a test: the one place that decides it."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.model import Outcome, TestResult

# Of a hidden test, what is emptied at each level. The student's own output stays hidden below `full` too: a program
# that prints its arguments would otherwise show the hidden inputs, and a curve can be made of them.
_WITHHELD: dict[str, dict[str, Any]] = {
    "names": {"message": "", "hint": "", "detail": "", "diagnosis": "", "output": "", "readings": (), "curves": ()},
    "hints": {"detail": "", "output": "", "curves": ()},
    "full": {},
}


def visible_test(test: TestResult, feedback: str) -> TestResult | None:
    """Give a test as its student may see it; None where only the count of hidden tests may be told.

    Args:
        test: as it was graded. Of a visible test a student sees everything.
        feedback: of the course: `none` counts only; `names` title and outcome; `hints` also message, hint and
            diagnosis; `full` also values, lines and output.
    """
    if test.outcome is Outcome.PASSED and test.hint:
        test = msgspec.structs.replace(test, hint="")
    if not test.hidden:
        return test
    if feedback == "none":
        return None
    return msgspec.structs.replace(test, **_WITHHELD[feedback])

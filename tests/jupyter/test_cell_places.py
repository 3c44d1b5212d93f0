"""Lines of the file that was made of cells, told as lines of those cells."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from grader.jupyter.cell_places import tell_by_cells
from grader.model import Outcome, Result, Status, TestResult

CONTENT = (
    b"from __future__ import annotations\n# %% cell 3\nimport numpy as np\n# %% cell 12\ndef f(x):\n    return y\n"
)


def told(text: str, content: bytes = CONTENT) -> tuple[str, str, str]:
    """Give what becomes of a text as a result's message, a test's message and a test's detail."""
    test = TestResult(
        id="test_x", title="", hidden=False, outcome=Outcome.FAILED, points=Fraction(0), max_points=Fraction(1),
        message=text, detail=text,
    )  # fmt: skip
    result = Result(
        student="you", exercise="sgd", sha256="", submitted_at=datetime(2026, 1, 1, tzinfo=UTC), status=Status.GRADED,
        max_points=Decimal(1), points=Decimal(0), tests=(test,), message=text,
    )  # fmt: skip
    found = tell_by_cells(result, content, "sgd.py")
    return found.message, found.tests[0].message, found.tests[0].detail


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("NameError in line 6 of your file: y", "NameError in line 2 of your cell In[12]: y"),
        ('  File "sgd.py", line 3, in <module>', "  Cell In[3], line 1, in <module>"),
        ('  File "sgd.py", line 6, in f\n  File "sgd.py", line 5, in f',
         "  Cell In[12], line 2, in f\n  Cell In[12], line 1, in f"),
        ("Your file cannot be read: line 5: expected ':'",
         "Your answer cannot be read: line 1 of your cell In[12]: expected ':'"),
        ("unterminated string (detected at line 6)", "unterminated string (detected at line 2)"),
        ("`a` in line 6 is computed; write it: this file is read, not run",
         "`a` in line 2 of your cell In[12] is computed; write it: this answer is read, not run"),
        ("Your file does not define `g`", "Your cells do not define `g`"),
        ("your file has no line `a = ...`", "your cells have no line `a = ...`"),
        ("line 6 of test_sgd.py: assert f(1) == 2", "line 6 of test_sgd.py: assert f(1) == 2"),
        ('  File "test_sgd.py", line 6, in test_x', '  File "test_sgd.py", line 6, in test_x'),
        ('  File "numpy/core.py", line 3', '  File "numpy/core.py", line 3'),
        ("your code raised ValueError in line 1 of your file", "your code raised ValueError in line 1 of your file"),
        ("your code raised ValueError in line 99 of your file", "your code raised ValueError in line 99 of your file"),
        (f"in line {'9' * 5000} of your file", f"in line {'9' * 5000} of your file"),
        ("", ""),
    ],
)  # fmt: skip
def test_every_place_where_a_line_is_named(before, after):
    """Lines of the answer's file become lines of cells; the tests' own, libraries', and those of no cell stay."""
    assert told(before) == (after, after, after)


def test_braces_in_a_student_s_text_are_text():
    """What an exception says is no pattern to be filled in."""
    assert told("in line 6 of your file: {cell} {0} \\1")[0] == "in line 2 of your cell In[12]: {cell} {0} \\1"


def test_heading_that_a_student_typed_with_a_number_beyond_all_cells():
    """It is a comment like any other."""
    content = CONTENT.replace(b"def f", b"# %% cell " + b"9" * 5000 + b"\ndef f")

    assert told("line 7 of your file", content)[0] == "line 3 of your cell In[12]"

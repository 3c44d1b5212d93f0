"""A formula as a student types it goes in; equal, different, undecided or rejected comes out, with the reason."""

from grader.symbolic.asserting import assert_formula, assert_readable, assert_steps
from grader.symbolic.comparing import StepsVerdict, Verdict, check_steps, compare, read_formula

__all__ = [
    "StepsVerdict",
    "Verdict",
    "assert_formula",
    "assert_readable",
    "assert_steps",
    "check_steps",
    "compare",
    "read_formula",
]

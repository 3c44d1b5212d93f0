"""Numeric comparison: a student's answer and the reference's go in; nothing, or a Mismatch that names the mistake."""

from grader.numeric.compare import Comparison, assert_matches, compare_numbers
from grader.numeric.curves import show_curve, take_curves
from grader.numeric.recording import recorded_reference, start_test

__all__ = [
    "Comparison",
    "assert_matches",
    "compare_numbers",
    "recorded_reference",
    "show_curve",
    "start_test",
    "take_curves",
]

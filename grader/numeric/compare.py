"""Comparing a student's answer with the reference's: right, or wrong and what kind of wrong.

1. Small arrays and floats that agree are recognised at once.
2. Anything else is walked along the expected value: dicts by key, lists by place, arrays as one.
3. Of what is wrong the mistake is named: the author's known wrong answers first, then the rules of `diagnose`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import Mismatch
from grader.numeric.closeness import BLOCK
from grader.numeric.walk import Walk, Wrong, one_of_several, wrong_parts

KINDS = (None, "float", "int", "array")
_FLOAT64 = np.dtype(np.float64)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a comparison; the other fields are empty when it matches, and are those of a Mismatch if not."""

    matches: bool
    sentence: str = ""
    diagnosis: str = ""
    detail: str = ""


_MATCH = Comparison(True)


def assert_matches(
    actual: Any,
    expected: Any,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    *,
    expected_wrong: Mapping[str, Any] | None = None,
    kind: str | None = None,
) -> None:
    """Fail with what a teacher would say, unless `actual` is right: |actual - expected| <= atol + rtol * |expected|.

    Args:
        actual: what the student's function returned; anything at all.
        expected: what the reference gave: None, bool, int, float, str, arrays, and lists, tuples and dicts of these.
        rtol: relative tolerance.
        atol: absolute tolerance.
        expected_wrong: known wrong answers: `{tag or sentence: value}` or `{tag: (value, sentence)}`.
        kind: "float" takes any real number where the reference gave an int; "int" takes only integers where it gave
            a float or a numpy integer; "array" reads lists and tuples of the reference as one array.

    Raises:
        Mismatch: the answer is wrong; its sentence holds no values, its detail does.
        ValueError: the reference gave nan, or a tolerance or `kind` is none: the author's mistake.
        TypeError: the reference gave something that cannot be compared: the author's mistake.
    """
    comparison = compare_numbers(actual, expected, rtol, atol, expected_wrong=expected_wrong, kind=kind)
    if not comparison.matches:
        raise Mismatch(comparison.sentence, comparison.diagnosis, comparison.detail)


def compare_numbers(
    actual: Any,
    expected: Any,
    rtol: float = 1e-7,
    atol: float = 1e-9,
    *,
    expected_wrong: Mapping[str, Any] | None = None,
    kind: str | None = None,
) -> Comparison:
    """Compare as `assert_matches` does, and give what it would say."""
    if kind is None and _agree_at_once(actual, expected, rtol, atol):
        return _MATCH
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; it must be one of {KINDS}")
    if not (0 <= rtol < math.inf and 0 <= atol < math.inf):
        raise ValueError(f"rtol={rtol!r}, atol={atol!r}: tolerances are finite and not negative")
    walk = Walk(rtol, atol, kind)
    wrong = list(wrong_parts(actual, expected, walk))
    if not wrong:
        return _MATCH
    # Most answers are right: the rules are loaded when the first one is not.
    from grader.numeric.explain import explain, known_mistake  # noqa: PLC0415 - only for a wrong answer

    finding = known_mistake(actual, expected_wrong or {}, rtol, atol)
    if finding is None:
        several = one_of_several(actual, expected, walk)
        finding = explain([Wrong((), several)] if several else wrong, expected, rtol, atol)
    return Comparison(False, finding.sentence, finding.diagnosis, finding.detail)


def _agree_at_once(actual: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Recognise floats and small float64 arrays that agree; anything unusual is left to the slow way."""
    if not (0 <= rtol < math.inf and 0 <= atol < math.inf):
        return False
    given, due = type(actual), type(expected)
    if due is np.ndarray and given is np.ndarray:
        if actual.dtype is not _FLOAT64 or expected.dtype is not _FLOAT64 or actual.shape != expected.shape:
            return False
        if not 0 < actual.size <= BLOCK:
            return False
        with np.errstate(all="ignore"):
            difference = np.abs(actual - expected)
            right = difference <= rtol * np.abs(expected) + atol
            # The sum is infinite or nan where any difference is: those need a closer look.
            return bool(right.all()) and math.isfinite(difference.sum())
    if (due is float or due is np.float64) and (given is float or given is np.float64):
        number = float(expected)
        difference = abs(float(actual) - number)
        return difference <= atol + rtol * abs(number) and difference < math.inf
    return False

"""Mistakes of precision: whole numbers, rounded numbers, float32, and answers that are nearly right."""

from __future__ import annotations

import math

import numpy as np

from grader.numeric.case import COARSE, Case, Finding

NEARLY = 5e-4  # relative: three digits are right
MOST_DECIMALS = 9


def nan_or_inf(case: Case) -> Finding | None:
    """Some entries are nan or infinite where finite numbers are due."""
    due = np.isfinite(case.expected)
    nans = int(np.count_nonzero(np.isnan(case.actual)))
    if nans:
        text = "nan (not a number) was returned where a number is due: is it 0/0, inf - inf, or the logarithm or root"
        return Finding("nan-or-inf", f"{text} of a negative number?", f"{nans} of {case.size} entries are nan")
    infinite = int(np.count_nonzero(~np.isfinite(case.actual) & due))
    if infinite:
        text = (
            "Infinity was returned where a finite number is due: is it an overflow in exp, log(0), or a division by 0?"
        )
        return Finding("nan-or-inf", text, f"{infinite} of {case.size} entries are infinite")
    return None


def single_precision(case: Case) -> Finding | None:
    """The answer is right, to the precision of float32 or float16 only."""
    kind, size = case.given.dtype.kind, case.given.dtype.itemsize
    if kind == "f" and size in COARSE:
        coarse = COARSE[size]
    elif kind == "f" and case.size > 1 and np.array_equal(case.actual, _through_float32(case)):
        coarse = COARSE[4]  # computed in float32 and converted at the end
    else:
        return None
    room = coarse * np.maximum(np.abs(case.expected), 1e-3 * case.scale)
    if not _all_whole(case.actual) and np.all(np.abs(case.actual - case.expected) <= room):
        text = "Right, but only to the precision of a shorter float type such as float32: compute in float64."
        return Finding("single-precision", text)
    return None


def _through_float32(case: Case) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return case.actual.astype(np.float32).astype(np.float64)


def truncated_integers(case: Case) -> Finding | None:
    """The numbers due were cut or rounded to whole ones."""
    if _all_whole(case.expected) or not _all_whole(case.actual):
        return None
    typed = case.given.dtype.kind in "iu"
    # A float answer of 0 or 1 is whole by chance more often than not.
    if not typed and (np.all(np.abs(case.actual) < 2) if case.single else np.ptp(case.actual) == 0):
        return None
    if case.single and not case.actual.any() and np.all(case.expected < 0):
        return None  # max(0, z) gives the integer 0, too
    for cut, word in ((np.trunc, "cut"), (np.rint, "rounded"), (np.floor, "rounded down"), (np.ceil, "rounded up")):
        if np.array_equal(cut(case.expected), case.actual):
            text = f"The numbers were {word} to whole ones: is an integer array, `int` or `//` at work?"
            return Finding("truncated-integers", text)
    return None


def integers_for_floats(case: Case) -> Finding | None:
    """Integers came where fractions are due, and nothing better was recognised."""
    if case.given.dtype.kind in "iu" and not _all_whole(case.expected):
        text = "Integers were returned where numbers with a fraction are due: does an integer array or `//` cut them?"
        return Finding("truncated-integers", text)
    return None


def _all_whole(numbers: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> bool:
    return bool(np.array_equal(numbers, np.rint(numbers)))


def rounded(case: Case) -> Finding | None:
    """The numbers due were rounded, or cut, to a few decimals."""
    for decimals in range(1, MOST_DECIMALS + 1):
        unit = 10.0**-decimals
        for cut, word in (
            (np.round(case.expected, decimals), "rounded"),
            (np.trunc(case.expected / unit) * unit, "cut"),
        ):
            if np.any(cut) and np.allclose(case.actual, cut, rtol=1e-14, atol=1e-14 * case.scale):
                places = f"{decimals} decimal{'s' if decimals > 1 else ''}"
                return Finding("rounded", f"The result is {word} to {places}: return all digits, without rounding.")
    return None


def nearly(case: Case) -> Finding | None:
    """Three digits or more are right everywhere, but not as many as the test asks for."""
    sizes = np.maximum(np.abs(case.expected), 1e-3 * case.scale)
    off = np.max(np.abs(case.actual - case.expected)[~case.right] / sizes[~case.right], initial=0.0)
    if not 0 < off <= NEARLY:
        return None
    digits = math.floor(-math.log10(off))
    text = f"Right to about {digits} digits, but not precise enough: is something rounded or approximated on the way?"
    return Finding("nearly", text)

"""Mistakes of sign, factor and offset: the whole answer is scaled or moved by one amount."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from grader.numeric.case import Case, Finding

NO_FACTOR = 1e-6  # a factor as near to 1 as this is a lack of precision
_FACTORS = (
    (2.0, "twice what is due: a factor 1/2 is missing, or a 2 is too many"),
    (0.5, "half of what is due: a factor 2 is missing, or a 1/2 is too many"),
    (math.log(10), "what is due times ln 10: the natural logarithm and the one to base 10 are mixed up"),
    (1 / math.log(10), "what is due divided by ln 10: the natural logarithm and the one to base 10 are mixed up"),
    (math.log(2), "what is due times ln 2: the natural logarithm and the one to base 2 are mixed up"),
    (1 / math.log(2), "what is due divided by ln 2: the natural logarithm and the one to base 2 are mixed up"),
    (math.pi / 180, "what is due times pi/180: degrees and radians are mixed up"),
    (180 / math.pi, "what is due times 180/pi: degrees and radians are mixed up"),
    (100.0, "a hundred times what is due: are percent and fractions mixed up?"),
    (0.01, "a hundredth of what is due: are percent and fractions mixed up?"),
)
_MORE_FACTORS = (
    (4.0, "four times what is due"),
    (0.25, "a quarter of what is due"),
    (3.0, "three times what is due"),
    (1 / 3, "a third of what is due"),
    (10.0, "ten times what is due"),
    (0.1, "a tenth of what is due"),
    (math.pi, "too large by a factor pi"),
    (1 / math.pi, "too small by a factor pi"),
    (2 * math.pi, "too large by a factor 2 pi"),
    (0.5 / math.pi, "too small by a factor 2 pi"),
    (math.sqrt(2), "too large by a factor of the square root of 2"),
    (math.sqrt(0.5), "too small by a factor of the square root of 2"),
)


def sign_flipped(case: Case) -> Finding | None:
    """Every entry is the negative of what is due."""
    if case.is_like(-case.expected):
        text = "The sign is wrong" if case.single else "Every entry has the wrong sign"
        return Finding("sign-flipped", f"{text}: is a minus missing, or a difference the wrong way round?")
    return None


def all_zeros(case: Case) -> Finding | None:
    """Nothing but zeros came back."""
    if not np.any(case.actual):
        what = "Zero was returned" if case.single else "Nothing but zeros were returned"
        return Finding("all-zeros", f"{what}: is the result stored where it is computed?")
    return None


def lengths(case: Case) -> Iterator[tuple[int, str]]:
    """Give the lengths that a factor n can come from, with their names, most telling first, each length once."""
    seen = {0, 1}
    for length, words in _all_lengths(case):
        if length not in seen:
            seen.add(length)
            yield length, words


def _all_lengths(case: Case) -> Iterator[tuple[int, str]]:
    arrays = list(case.array_arguments())
    for name, array in arrays:
        if array.ndim:
            yield array.shape[0], f"the length of `{name}`" if array.ndim == 1 else f"the number of rows of `{name}`"
    for name, array in arrays:
        if array.ndim > 1:
            yield array.shape[1], f"the number of columns of `{name}`"
            yield array.size, f"the number of entries of `{name}`"
    for name, value in case.arguments():
        if isinstance(value, int | np.integer) and not isinstance(value, bool) and 1 < value < 10**6:
            yield int(value), f"the argument `{name}`"
        elif isinstance(value, list | tuple):
            yield len(value), f"the length of `{name}`"
    for length in case.expected.shape:
        yield length, "the length of an axis of the result"
    yield case.size, "the number of entries of the result"


def named_factor(case: Case) -> Finding | None:
    """Everything is off by one factor that has a name: 2, 1/2, n, 1/n, an argument, ln 10."""
    factor = common_factor(case)
    if factor is None:
        return None
    sign = " (and the sign is wrong)" if factor < 0 else ""
    for value, words in _named_factors(case):
        if abs(abs(factor) / value - 1) <= 2 * case.loose + 1e-12:
            text = f"{case.subject} {words}{sign}"
            end = "" if text.endswith("?") else "."
            return Finding("constant-factor", f"{text}{end}", f"factor {factor:.10g}")
    return None


def constant_factor(case: Case) -> Finding | None:
    """Everything is off by one factor without a name; two entries at least, for any two numbers have a factor."""
    factor = common_factor(case)
    if factor is None or np.count_nonzero(np.abs(case.expected) > case.atol) < 2 or not case.varies:
        return None
    if abs(factor - 1) < NO_FACTOR:
        return None
    text = "All values are off by the same factor: is something multiplied, divided or averaged once too often?"
    return Finding("constant-factor", text, f"factor {factor:.10g}")


def common_factor(case: Case) -> float | None:
    """Give c where the answer is c times what is due, everywhere."""
    place = int(np.argmax(np.abs(case.expected)))
    largest = float(case.expected.reshape(-1)[place])
    if largest == 0:
        return None
    factor = float(case.actual.reshape(-1)[place] / largest)
    usable = factor != 0 and math.isfinite(factor) and case.is_like(factor * case.expected)
    return factor if usable else None


def _named_factors(case: Case) -> Iterator[tuple[float, str]]:
    if case.single and case.due.dtype.kind in "iu":  # small whole numbers are multiples of each other by chance
        yield from _FACTORS[:2]
        return
    yield from _FACTORS
    found = list(lengths(case))
    for n, words in found:
        yield float(n), f"n times what is due, n being {words}: is a mean due, not a sum?"
        yield 1 / n, f"1/n of what is due, n being {words}: is a sum due, not a mean?"
    for n, words in found:
        yield n / 2, f"n/2 times what is due, n being {words}"
        yield 2 / n, f"2/n of what is due, n being {words}"
        yield n / (n - 1), f"too large by a factor n/(n-1), n being {words}: divide by n"
        yield (n - 1) / n, f"too small by a factor (n-1)/n, n being {words}: divide by n-1"
        yield math.sqrt(n), f"too large by a factor of the square root of n, n being {words}"
        yield 1 / math.sqrt(n), f"too small by a factor of the square root of n, n being {words}"
    for name, value in case.arguments():
        if isinstance(value, float | np.floating) and value not in (0, 1, -1) and math.isfinite(value):
            yield abs(float(value)), f"too large by the factor `{name}`: it is multiplied in once too often"
            yield 1 / abs(float(value)), f"what is due divided by `{name}`: is that factor missing?"
    yield from _MORE_FACTORS


def off_by_constant(case: Case) -> Finding | None:
    """Everything is off by one amount, or every row by the same amounts."""
    difference = case.actual - case.expected
    if case.single:
        return _off_by_argument(case, float(difference.reshape(-1)[0]))
    first = difference.reshape(-1)[0]
    if case.is_like(case.expected + first):
        named = _off_by_argument(case, float(first))
        if named is None and not case.varies:
            return None
        text = "All values are off by the same constant: is a term missing or added once too often?"
        return named or Finding("off-by-constant", text, f"constant {float(first):.10g}")
    if case.expected.ndim > 1 and case.expected.shape[0] > 1 and case.is_like(case.expected + difference[0]):
        return _off_by_row(case, difference[0])
    return None


def _off_by_argument(case: Case, difference: float) -> Finding | None:
    """Name the argument that the answer is off by."""
    for name, value in case.arguments():
        if isinstance(value, float | np.floating) and value and case.close(np.abs(difference), abs(float(value))):
            return Finding("off-by-constant", f"{case.subject} off by exactly `{name}`.")
    if case.due.dtype.kind in "iu" and abs(difference) == 1:
        return Finding("off-by-one", f"{case.subject} off by one: is the first or the last one counted wrongly?")
    return None


def _off_by_row(case: Case, row: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Finding:
    """Name a row that is missing in every row: a bias vector."""
    for name, value in case.array_arguments():
        if value.shape == row.shape and case.close(-row, value):
            tag = "missing-bias" if name.lower().startswith("b") else "off-by-constant"
            return Finding(tag, f"It looks as if `{name}` were not added to the rows.")
    text = "Every row is off by the same amounts: is a bias missing, wrong, or added twice?"
    return Finding("off-by-constant", text)

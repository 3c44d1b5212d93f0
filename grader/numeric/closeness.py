"""When two numbers count as equal: |actual - expected| <= atol + rtol * |expected|, entry by entry.

An infinity equals only the infinity of the same sign, and nan equals nothing. Where the expected entry is of an
integer type the tolerance stays below one half, so that no integer can pass for its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]  # bool, integer, float or complex entries
Mask = npt.NDArray[np.bool_]

BLOCK = 1 << 16  # entries compared at a time: temporary arrays stay within a few MiB
BELOW_ONE_HALF = 0.49


def all_close(actual: Numbers, expected: Numbers, rtol: float, atol: float) -> bool:
    """Tell whether every entry is right, in memory bounded by a block; shapes are the same."""
    return all(bool(block.all()) for block in _blocks(actual, expected, rtol, atol))


def right_places(actual: Numbers, expected: Numbers, rtol: float, atol: float) -> Mask:
    """Give the mask of right entries, one byte an entry."""
    if not actual.size:
        return np.ones(actual.shape, dtype=np.bool_)
    return np.concatenate(list(_blocks(actual, expected, rtol, atol))).reshape(actual.shape)


def _blocks(actual: Numbers, expected: Numbers, rtol: float, atol: float) -> Iterator[Mask]:
    """Yield masks of right entries, in C order."""
    if actual.size <= BLOCK:
        yield _right(actual.reshape(-1), expected.reshape(-1), rtol, atol)
        return
    # A contiguous array is sliced without a copy; of any other one, `flat` copies one block at a time.
    left = actual.reshape(-1) if actual.flags.c_contiguous else actual.flat
    right = expected.reshape(-1) if expected.flags.c_contiguous else expected.flat
    for start in range(0, actual.size, BLOCK):
        yield _right(left[start : start + BLOCK], right[start : start + BLOCK], rtol, atol)


def _right(actual: Numbers, expected: Numbers, rtol: float, atol: float) -> Mask:
    """Compare two flat blocks."""
    if actual.dtype.kind in "iub" and expected.dtype.kind in "iub":
        return np.asarray(actual == expected, dtype=np.bool_)
    with np.errstate(all="ignore"):  # differences may overflow, and the answer may hold inf and nan
        left, right = as_floats(actual), as_floats(expected)
        difference = np.abs(left - right)
        tolerance = atol + rtol * np.abs(right)
        if expected.dtype.kind in "iub":
            tolerance = np.minimum(tolerance, BELOW_ONE_HALF)
        # Where an infinity is due the tolerance is infinite: only a finite difference may use it.
        close = (left == right) | ((difference <= tolerance) & np.isfinite(difference))
    return np.asarray(close, dtype=np.bool_)


def as_floats(numbers: Numbers) -> Numbers:
    """Give the numbers as float64 or complex128, without a copy where they are that already."""
    with np.errstate(all="ignore"):
        return numbers.astype(np.complex128 if numbers.dtype.kind == "c" else np.float64, copy=False)

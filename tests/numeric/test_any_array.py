"""Whatever an array holds and however large it is, it gets a verdict: of any type, at the limits of floats."""

import re

import numpy as np
import pytest

from grader.numeric import compare_numbers

DUE = np.array([0.5, -1.25, 3.0])


@pytest.mark.parametrize("extreme", [1.7e308, -1.7e308, 5e-324, 1e-300, 0.0, float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("due", [1.7e308, -1.7e308, 5e-324, 0.0, 1.0, float("inf")])
def test_extreme_numbers_warn_of_nothing(extreme, due):
    """Overflows in a comparison are no warnings (which are errors here), and only equal numbers match."""
    right = extreme == due or (abs(due) < 1 and abs(extreme) < 1)

    assert compare_numbers(extreme, due).matches is right
    assert compare_numbers(np.float64(extreme), np.float64(due)).matches is right
    assert compare_numbers([extreme] * 4, np.full(4, due)).matches is right
    assert compare_numbers(np.full((2, 2), extreme), np.full((2, 2), due)).matches is right


@pytest.mark.parametrize("code", "?bhilqBHILQefdgFDGSUVOmM")
def test_every_dtype_gets_a_verdict(code):
    """An array of any type numpy has is judged or refused, never an exception."""
    array = np.zeros(3, dtype=code if code not in "SUV" else f"{code}8")

    assert compare_numbers(array, np.zeros(3)).matches is (code in "bhilqBHILQefdg")
    assert not compare_numbers(array, DUE).matches


def test_structured_arrays_are_refused():
    """An array of records is no array of numbers."""
    records = np.zeros(3, dtype=[("x", float), ("y", float)])

    assert compare_numbers(records, DUE).diagnosis == "wrong-type"


def test_ten_million_entries():
    """Arrays of ten million entries are compared in blocks, right and wrong ones."""
    due = np.arange(10_000_000, dtype=np.float64)
    answer = due.copy()

    assert compare_numbers(answer, due).matches
    answer[9_999_999] += 1
    comparison = compare_numbers(answer, due)
    assert not comparison.matches
    assert comparison.diagnosis == ""
    assert "1 of 10000000 entries are wrong" in comparison.detail
    np.negative(due, out=answer)
    assert compare_numbers(answer, due).diagnosis == "sign-flipped"


def test_large_table_that_is_not_contiguous():
    """A large transposed view is compared block by block in the order of its entries."""
    due = np.arange(600_000, dtype=np.float64).reshape(600, 1000)
    answer = np.asfortranarray(due)

    assert compare_numbers(answer, due).matches
    answer[599, 999] = -1
    assert re.search(r"\[599, 999\]", compare_numbers(answer, due).detail)

"""What fits an answer by chance is not said of it: numbers that are equal, few, or too simple show nothing."""

import numpy as np
import pytest
from worked_numbers import PATH, M, V, Z, changed, softmax

from grader.numeric import compare_numbers

COLUMNS = np.array([[-0.9, 0.4, 0.7], [-1.9, 0.8, 0.3]])
ROWS = -COLUMNS.T
GUARDED = np.exp(Z) / (np.exp(Z).sum(axis=1, keepdims=True) + 1e-8)

CASES = {
    # name: (the student's answer, what is due, a tag that would be wrong)
    "zeros and one number shifted": (np.array([-2.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]), "shifted"),
    "one number beside zeros shifted": (np.array([0.0, 0.0, 0.3]), np.array([0.0, 0.3, 0.2]), "shifted"),
    "half for a tangent": (np.maximum([0.0, 0.5], 0.0), np.tanh([0.0, 0.5]), "rounded"),
    "relu of a negative number": (0, -0.7, "truncated-integers"),
    "one column right, of negative numbers": (COLUMNS * [1.0, 1.3, 2.1], COLUMNS, "only-some-signs"),
    "numbers that are equal where zeros are due": (np.full(2, -1.0), np.zeros(2), "off-by-constant"),
    "numbers that are equal where equal ones are due": (np.full(3, 1.7), np.full(3, 0.3), "constant-factor"),
    "a softmax whose sum is guarded": (GUARDED, softmax(Z, 1), "not-normalised"),
    "one entry of the last row": (changed(M, (-1, 1), 9.0), M, "last-row"),
    "one row right, of positive numbers": (ROWS * [[1.0], [1.3], [2.1]], ROWS, "only-some-signs"),
}


@pytest.mark.parametrize(("actual", "expected", "tag"), CASES.values(), ids=CASES.keys())
def test_chance_is_not_taken_for_a_mistake(actual, expected, tag):
    """The diagnosis is another one than the one that fits by chance."""
    comparison = compare_numbers(actual, expected, rtol=1e-9, atol=1e-12)

    assert not comparison.matches
    assert comparison.diagnosis != tag


def test_a_simple_number_says_nothing_about_a_call(reference):
    """A single 1 comes out of many calls: it is not taken for another function's answer, or for an argument's fault."""
    assert compare_numbers(1.0, reference.relu_prime(-0.7)).diagnosis == ""
    assert compare_numbers(1.0, reference.relative_error(V[:2], V[2:4])).diagnosis == ""


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (PATH.sum(axis=1), "Wrong shape: shape (5,)"),
        (PATH.ravel(), "Wrong shape: shape (10,)"),
        (PATH[-1], "Wrong shape: shape (2,)"),
        (PATH.T, "The shape is wrong, as if rows and columns were exchanged"),
        (PATH[:, :1], "The number of columns is wrong"),
    ],
)
def test_nothing_is_said_of_values_where_any_number_is_right(actual, words):
    """A test that looks at shapes only cannot tell that the numbers are the right ones, or a sum of them."""
    assert compare_numbers(actual, np.zeros_like(PATH), atol=1e100).sentence.startswith(words)


def test_a_table_of_zeros_is_not_the_terms_of_a_sum():
    """Zeros add up to the zero that is due, whatever they are."""
    assert compare_numbers(np.zeros((2, 2)), 0.0).sentence.startswith("Wrong shape")


def test_either_of_two_right_values_may_be_the_one():
    """Where several of the values returned together are right, none of them is pointed at."""
    assert "where one of them alone is due" in compare_numbers((0.8, 0.8), 0.8).sentence
    assert "where entry [1] of them alone is due" in compare_numbers((0.4, 0.8), 0.8).sentence


def test_missing_rows_have_no_place_where_any_number_is_right():
    """A test that looks at shapes only cannot tell the first row from the last."""
    sentence = compare_numbers(PATH[:-1], np.zeros_like(PATH), atol=1e100).sentence

    assert "The number of rows is wrong" in sentence


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (np.full(5, V[-1]), "different ones are due; does each use its own data?"),
        (np.full(5, 9.0), "different ones are due; does each use its own data?"),
        (np.tile(PATH[-1], (len(PATH), 1)), "store a copy"),
    ],
)
def test_only_rows_can_be_one_array_kept_many_times(actual, words):
    """Equal numbers are no sign of an array that was stored without a copy."""
    comparison = compare_numbers(actual, V if actual.ndim == 1 else PATH)

    assert comparison.sentence.endswith(words) or f"{words}, for" in comparison.sentence

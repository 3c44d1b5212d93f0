"""Visible checks of `weight_search`: the data of the slide."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# Numbers with one decimal, a few products: any order of adding agrees to 1e-14, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1, 3, 5, 7, 8], [2, 4, 6, 8, 9]


@pytest.mark.points(1)
@pytest.mark.hint("x * w + b for every x.")
def test_predict_example(student):
    """At x = 8 the weight 0.5 predicts 5 and the weight 1 predicts 9"""
    assert_matches(student.predict(8.0, 0.5, 1.0), 5.0, rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(student.predict(8.0, 1.0, 1.0), 9.0, rtol=RELATIVE, atol=ABSOLUTE)
    expected = np.array([1.5, 2.5, 3.5, 4.5, 5.0])
    assert_matches(student.predict(np.array(X), 0.5, 1.0), expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Square each difference, then add them up.")
def test_sum_squared_error_example(student):
    """The error of the weight 0.5 on the data of the slide is 37"""
    error = student.sum_squared_error(np.array(Y), np.array([1.5, 2.5, 3.5, 4.5, 5.0]))
    slips = {
        "mean-for-sum": (7.4, "This is the mean of the squares; the sum is due."),
        "half-of-the-sum": (18.5, "This is half of the sum; the whole is due."),
        "absolute-for-squared": (12.5, "These are absolute differences; square them."),
        "square-of-the-sum": (156.25, "Square each difference before you add them up."),
        "root-of-the-sum": (37.0**0.5, "The root is not asked for."),
    }
    assert_matches(error, 37.0, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("Give the weight itself: not its place, and not its error.")
def test_best_weight_example(student):
    """The best of 0.5, 0.8 and 1 is 1"""
    best = student.best_weight(np.array(X), np.array(Y), np.array([0.5, 0.8, 1.0]), 1.0)
    slips = {
        "place-for-value": (2.0, "This is the place of the best candidate, not its value."),
        "error-for-weight": (0.0, "This is the least error, not the weight that has it."),
        "another-candidate": (0.8, "This candidate's error is larger than that of another one."),
        "largest-for-least": (0.5, "This candidate has the largest error, not the least."),
    }
    assert_matches(best, 1.0, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)

"""Hidden checks of `weight_search`: random lines, integers, ties, candidates in any order."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers

# Sums of at most 12 squares of size 10: any order of adding agrees to 1e-13, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_line(rng, n):
    """Draw points scattered round a line, and the intercept."""
    x, b = rng.uniform(-3.0, 3.0, size=n), float(rng.uniform(0.5, 2.0))
    return x, rng.uniform(-2.0, 2.0) * x + b + rng.normal(scale=0.7, size=n), b


def assert_best(best, x, y, candidates, b):
    """Compare with the first candidate of least error; another candidate is told apart from no candidate at all."""
    errors = [float(np.sum((y - x * w - b) ** 2)) for w in candidates]
    right = float(candidates[np.argmin(errors)])
    if compare_numbers(best, right, RELATIVE, ABSOLUTE).matches:
        return
    tied = [w for w, error in zip(candidates, errors, strict=True) if error == min(errors)]
    if any(compare_numbers(best, float(w), RELATIVE, ABSOLUTE).matches for w in tied):
        raise Mismatch("This candidate has the least error, but so has an earlier one.", "last-on-a-tie")
    if compare_numbers(best, float(candidates[np.argmax(errors)]), RELATIVE, ABSOLUTE).matches and len(candidates) > 2:
        raise Mismatch("This candidate has the largest error.", "largest-for-least")
    if any(compare_numbers(best, float(w), RELATIVE, ABSOLUTE).matches for w in candidates):
        raise Mismatch("This is a candidate, but not the one with the least sum of squares.", "another-candidate")
    wrong = {
        "place-for-value": (float(np.argmin(errors)), "This is the place of the best candidate, not its value."),
        "formula-for-search": (
            float(x @ (y - b) / (x @ x)) if x @ x else 0.0,
            "This is the best weight of all; the best of the candidates is due.",
        ),
        "error-for-weight": (min(errors), "This is the least error, not the weight that has it."),
    }
    assert_matches(best, right, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("x * w + b, whatever the shape of x.")
def test_predict_any_shape(student, reference, rng):
    """The predictions for single numbers and for arrays of any shape"""
    for shape in ((5,), (2, 3), (1,)):
        x, w, b = rng.normal(size=shape), float(rng.normal()), float(rng.uniform(0.5, 2.0))
        assert_matches(student.predict(x, w, b), reference.predict(x, w, b), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.predict(w, b, b), reference.predict(w, b, b), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The sum of the squares: not the mean, not half of it, and not the root.")
def test_sum_squared_error_random(student, reference, rng):
    """The error of random predictions, for one point and many"""
    for n in (6, 12, 1):
        y, y_hat = rng.normal(size=n), rng.normal(size=n)
        error, expected = student.sum_squared_error(y, y_hat), reference.sum_squared_error(y, y_hat)
        assert_matches(error, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Compute the error of every candidate with the b that is given, and keep the one with the least.")
def test_best_weight_random(student, rng):
    """The best of random candidates in any order"""
    for n, m in ((8, 12), (5, 30), (1, 6), (6, 1)):
        x, y, b = draw_line(rng, n)
        candidates = rng.uniform(-3.0, 3.0, size=m)
        assert_best(student.best_weight(x, y, candidates, b), x, y, candidates, b)


@pytest.mark.points(1)
@pytest.mark.hint("Errors that are squared and summed can choose another weight than absolute or largest ones.")
def test_best_weight_outlier(student):
    """The squares decide, also where one point lies far off"""
    x, y = np.array([1.0, 1.0, 1.0, 1.0]), np.array([2.0, 2.0, 2.0, 7.0])
    candidates = np.array([1.0, 3.5, 2.2, 6.0])
    assert_best(student.best_weight(x, y, candidates, 1.0), x, y, candidates, 1.0)


@pytest.mark.points(1)
@pytest.mark.hint("Replace the best so far only when the new error is smaller, not when it is equal.")
def test_first_on_a_tie(student):
    """The first of several candidates with the same least error"""
    x, y = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    for candidates in ([5.0, 3.0, 1.0, 6.0], [1.0, 5.0, 3.0], [4.0, 1.0, 3.0]):
        best = student.best_weight(x, y, np.array(candidates), 1.0)
        assert_best(best, x, y, np.array(candidates), 1.0)


@pytest.mark.points(1)
@pytest.mark.hint("An array made with zeros_like of integers cuts fractions off.")
def test_integers(student, reference, rng):
    """Integers as data, weights and intercept"""
    x, y = rng.integers(-5, 6, size=6), rng.integers(-9, 10, size=6)
    assert_matches(
        student.predict(x, 0.3, 2), reference.predict(x.astype(float), 0.3, 2.0), rtol=RELATIVE, atol=ABSOLUTE
    )
    assert_matches(student.predict(4, 3, -1), 11.0, rtol=RELATIVE, atol=ABSOLUTE)
    error = student.sum_squared_error(y, x)
    assert_matches(error, float(np.sum((y - x) ** 2)), rtol=RELATIVE, atol=ABSOLUTE)
    candidates = np.array([-4, 3, 0, 1, -1])
    assert_best(student.best_weight(x, y, candidates, 1), x, y, candidates, 1)


@pytest.mark.points(1)
@pytest.mark.hint("`candidates.sort()` and `y -= y_hat` write into the caller's arrays.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = draw_line(rng, 5), draw_line(rng, 7)
    mirrored = first[0], -first[1], first[2]
    candidates = rng.uniform(-3.0, 3.0, size=9)
    for x, y, b in (first, second, mirrored, first):
        error = student.sum_squared_error(y, x)
        assert_unchanged("y", "y_hat")
        assert_matches(error, reference.sum_squared_error(y, x), rtol=RELATIVE, atol=ABSOLUTE)
        prediction = student.predict(x, 0.7, b)
        assert_unchanged("x", "w", "b")
        assert_matches(prediction, reference.predict(x, 0.7, b), rtol=RELATIVE, atol=ABSOLUTE)
        best = student.best_weight(x, y, candidates, b)
        assert_unchanged("x", "y", "candidates", "b")
        assert_best(best, x, y, candidates, b)

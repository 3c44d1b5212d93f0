"""Hidden checks of `sgd`: orders of every kind, one point and many, and a start that is not zero."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# The rates below are small enough for every step to shrink an error, so rounding does not grow along the path: two
# honest ways of computing 60 steps differ by about 1e-15.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_line(rng, n):
    """Draw points near a line, and a start away from zero. |x| <= 2, so rates up to 0.2 are stable."""
    x = rng.uniform(-2.0, 2.0, size=n)
    y = 1.5 - 0.8 * x + rng.normal(scale=0.5, size=n)
    return x, y, rng.normal(size=2) + np.array([2.0, -1.0])


def walk(x, y, start, rate, order, step):
    """Give the path of a known mistake: `step` gives the next beta from beta, rate and the point."""
    path = [np.array(start)]
    for i in order:
        path.append(step(path[-1], rate, x[i], y[i]))
    return np.array(path)


def one_after_the_other(beta, rate, x, y):
    intercept = beta[0] - rate * (beta[0] + beta[1] * x - y)
    return np.array([intercept, beta[1] - rate * (intercept + beta[1] * x - y) * x])


def without_intercept(beta, rate, x, y):
    return beta - rate * (beta[1] * x - y) * np.array([1.0, x])


def without_x(beta, rate, x, y):
    return beta - rate * (beta[0] + beta[1] * x - y)


KNOWN_MISTAKES = {
    "updated-one-after-the-other": (
        one_after_the_other,
        "The slope's step uses the new intercept: compute the residual once, then move both numbers.",
    ),
    "missing-bias": (without_intercept, "The intercept is missing from the prediction beta0 + beta1 * x."),
    "missing-factor": (without_x, "Both numbers move by the residual: the slope's gradient is residual * x."),
}


def assert_path(student, reference, x, y, start, rate, order):
    """Compare a whole path with the reference's, and name the mistake where there is one."""
    expected = reference.sgd(x, y, start, rate, order)
    path = student.sgd(x, y, start, rate, order)
    if compare_numbers(path, expected, RELATIVE, ABSOLUTE).matches:
        return  # the paths of the known mistakes take longer than the check itself
    wrong = {tag: (walk(x, y, start, rate, order, step), text) for tag, (step, text) in KNOWN_MISTAKES.items()}
    assert_matches(path, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(2)
@pytest.mark.hint("Does each step use the gradient (r, r*x) of its own point, and start from the beta before it?")
def test_one_pass(student, reference, rng):
    """One pass through random points in random order"""
    for n in (4, 7, 12):
        x, y, start = draw_line(rng, n)
        assert_path(student, reference, x, y, start, 0.1, rng.permutation(n))


@pytest.mark.points(1)
@pytest.mark.hint("There are as many steps as entries in order, and not as many as points.")
def test_any_order(student, reference, rng):
    """Orders that repeat points, leave some out, or are longer than the data"""
    x, y, start = draw_line(rng, 6)
    for order in (np.array([4]), np.array([2, 2, 5, 2]), rng.integers(0, 6, size=20), np.array([5, 0, 3])):
        assert_path(student, reference, x, y, start, 0.04, order)  # not half of the usual 0.1


@pytest.mark.points(1)
@pytest.mark.hint("With one data point the path still has a row for each step.")
def test_one_point(student, reference, rng):
    """A single data point, visited three times"""
    x, y, start = draw_line(rng, 1)
    assert_path(student, reference, x, y, start, 0.2, np.array([0, 0, 0]))


@pytest.mark.points(1)
@pytest.mark.hint("The rate multiplies the gradient in every step, unchanged.")
def test_learning_rates(student, reference, rng):
    """Different learning rates, 0 among them"""
    x, y, start = draw_line(rng, 5)
    for rate in (0.01, 0.15, 0.0):  # neither half nor twice of the usual 0.1
        assert_path(student, reference, x, y, start, rate, rng.permutation(5))


@pytest.mark.points(1)
@pytest.mark.hint("Does a call leave something behind, in a global variable or a default argument, for the next one?")
def test_same_path_again(student, reference, rng):
    """The same data gives the same path whatever was asked before"""
    first, second = draw_line(rng, 5), draw_line(rng, 3)
    order_of_first, order_of_second = rng.permutation(5), rng.permutation(3)
    for (x, y, start), order in (
        (first, order_of_first),
        (second, order_of_second),
        (first, order_of_first),
    ):
        assert_path(student, reference, x, y, start, 0.1, order)


@pytest.mark.points(1)
@pytest.mark.hint("`beta -= ...` writes into beta0 when beta is the same array; start from a copy.")
def test_arguments_unchanged(student, reference, rng, assert_unchanged):
    """The data, the start and the order are as they were after a call"""
    x, y, start = draw_line(rng, 6)
    order = rng.permutation(6)
    path = student.sgd(x, y, start, 0.1, order)
    assert_unchanged("x", "y", "beta0", "learning_rate", "order")
    assert_matches(path, reference.sgd(x, y, start, 0.1, order), rtol=RELATIVE, atol=ABSOLUTE)

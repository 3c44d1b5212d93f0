"""Hidden checks of `gradient_descent`: random data, one point and many, no step and many."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# Sums of at most 20 terms of size 10, and steps that shrink errors: honest ways differ by 1e-14.
ABSOLUTE = 1e-12
RELATIVE = 1e-9
# Central differences of a quadratic function are exact but for rounding, 1e-15 * 100 / 1e-4.
DIFFERENCES = 1e-7


def draw_line(rng, n):
    """Draw points near a line, and a start away from zero. |x| <= 2, so rates up to 0.4 / n are stable."""
    x = rng.uniform(-2.0, 2.0, size=n)
    return x, 1.5 - 0.8 * x + rng.normal(scale=0.5, size=n), rng.normal(size=2) + np.array([2.0, -1.0])


def walk(x, y, start, rate, n_steps, step):
    """Give the path of a known mistake: `step` gives the next beta from beta and the residuals."""
    path = [np.array(start)]
    for _ in range(n_steps):
        path.append(step(path[-1], rate, x, y))
    return np.array(path)


def one_after_the_other(beta, rate, x, y):
    intercept = beta[0] - rate * np.sum(beta[0] + beta[1] * x - y)
    return np.array([intercept, beta[1] - rate * np.sum((intercept + beta[1] * x - y) * x)])


def first_gradient_again(x, y, start, rate, n_steps):
    residual = start[0] + start[1] * x - y
    gradient = np.array([residual.sum(), residual @ x])
    return np.array([start - k * rate * gradient for k in range(n_steps + 1)])


def assert_path(student, reference, x, y, start, rate, n_steps):
    """Compare a whole path with the reference's, and name the mistake where there is one."""
    expected = reference.gradient_descent(x, y, start, rate, n_steps)
    path = student.gradient_descent(x, y, start, rate, n_steps)
    if compare_numbers(path, expected, RELATIVE, ABSOLUTE).matches:
        return
    wrong = {
        "updated-one-after-the-other": (
            walk(x, y, start, rate, n_steps, one_after_the_other),
            "The slope's step uses the new intercept: compute the gradient once, then move both numbers.",
        ),
        "gradient-not-renewed": (
            first_gradient_again(x, y, start, rate, n_steps),
            "Every step uses the gradient of the start: compute it anew where the last step led.",
        ),
    }
    assert_matches(path, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Half the sum of the squared residuals: not the mean.")
def test_cost_random(student, reference, rng):
    """The cost of random lines, for one point and many"""
    for n in (7, 20, 1):
        x, y, beta = draw_line(rng, n)
        assert_matches(student.cost(beta, x, y), reference.cost(beta, x, y), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The sum of r_i, and the sum of r_i * x_i, with r_i = beta[0] + beta[1]*x_i - y_i.")
def test_gradient_random(student, reference, rng):
    """The gradient at random lines, for one point and many"""
    for n in (7, 20, 1):
        x, y, beta = draw_line(rng, n)
        expected = reference.gradient(beta, x, y)
        residual = beta[0] + beta[1] * x - y
        wrong = {
            "missing-factor": (np.full(2, residual.sum()), "The slope's entry is the sum of r_i * x_i."),
            "permuted": (expected[::-1].copy(), "The intercept's entry comes first."),
        }
        answer = student.gradient(beta, x, y)
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Move one number of beta a little: does your cost change by what your gradient says?")
def test_gradient_fits_the_cost(student, rng):
    """The gradient is that of the cost, by differences"""
    x, y, beta = draw_line(rng, 8)

    def true_cost(beta):
        return 0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2)

    steps = 1e-4 * np.eye(2)
    expected = np.array([(true_cost(beta + step) - true_cost(beta - step)) / 2e-4 for step in steps])
    assert_matches(student.gradient(beta, x, y), expected, rtol=DIFFERENCES, atol=DIFFERENCES)


@pytest.mark.points(2)
@pytest.mark.hint("Each step starts where the last one led, with the gradient of that place.")
def test_path_random(student, reference, rng):
    """The paths on random data, with different rates and numbers of steps"""
    for n, rate, n_steps in ((6, 0.03, 5), (12, 0.01, 30), (4, 0.08, 12), (1, 0.1, 3)):
        assert_path(student, reference, *draw_line(rng, n), rate, n_steps)


@pytest.mark.points(1)
@pytest.mark.hint("No step: a path of one row, the start. One step: two rows.")
def test_few_steps(student, reference, rng):
    """Paths of no step and of one step"""
    x, y, start = draw_line(rng, 5)
    for n_steps in (0, 1):
        assert_path(student, reference, x, y, start, 0.04, n_steps)  # not half of the usual 0.1


@pytest.mark.points(1)
@pytest.mark.hint(
    "`beta -= ...` writes into beta0 when beta is the same array; and nothing may stay from the last call."
)
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = draw_line(rng, 5), draw_line(rng, 7)
    for x, y, start in (first, second, first):
        path = student.gradient_descent(x, y, start, 0.03, 4)
        assert_unchanged("x", "y", "beta0", "learning_rate", "n_steps")
        assert_matches(path, reference.gradient_descent(x, y, start, 0.03, 4), rtol=RELATIVE, atol=ABSOLUTE)
        price = student.cost(start, x, y)
        assert_unchanged("beta", "x", "y")
        slope = student.gradient(start, x, y)
        assert_unchanged("beta", "x", "y")
        assert_matches(price, reference.cost(start, x, y), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(slope, reference.gradient(start, x, y), rtol=RELATIVE, atol=ABSOLUTE)

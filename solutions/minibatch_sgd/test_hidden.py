"""Hidden checks of `minibatch_sgd`: batches of every size, short last ones, and both ends (SGD, full gradient)."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# The rates below are small enough for every step to shrink an error, so rounding does not grow along the path: two
# honest ways of computing it differ by about 1e-15.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_line(rng, n):
    """Draw points near a line, and a start away from zero. |x| <= 2, so rates up to 0.4 / batch size are stable."""
    x = rng.uniform(-2.0, 2.0, size=n)
    y = 1.5 - 0.8 * x + rng.normal(scale=0.5, size=n)
    return x, y, rng.normal(size=2) + np.array([2.0, -1.0])


def slices(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def walk(x, y, start, batches, step):
    """Give the path of a known mistake: `step` gives the next beta from beta and the points of a batch."""
    path = [np.array(start)]
    for batch in batches:
        path.append(step(path[-1], x[batch], y[batch]))
    return np.array(path)


def gradient(beta, x, y):
    residual = beta[0] + beta[1] * x - y
    return np.array([residual.sum(), residual @ x])


def known_mistakes(x, y, start, rate, size, order):
    """Give the paths of the usual mistakes by tag, with what to say."""
    batches, whole = slices(order, size), slices(order[: len(order) // size * size], size)

    def one_after_the_other(beta, x, y):
        moved = np.array([beta[0] - rate * gradient(beta, x, y)[0], beta[1]])
        return np.array([moved[0], beta[1] - rate * gradient(moved, x, y)[1]])

    def point_by_point(beta, x, y):
        for one, target in zip(x, y, strict=True):
            beta = beta - rate * gradient(beta, np.array([one]), np.array([target]))
        return beta

    return {
        "mean-instead-of-sum": (
            walk(x, y, start, batches, lambda beta, x, y: beta - rate * gradient(beta, x, y) / len(x)),
            "The gradient was averaged over the batch; the cost is a sum, so its gradient is one too.",
        ),
        "divided-by-batch-size": (
            walk(x, y, start, batches, lambda beta, x, y: beta - rate * gradient(beta, x, y) / size),
            "The gradient was divided by batch_size; the cost is a sum, so its gradient is one too.",
        ),
        "last-batch-missing": (
            walk(x, y, start, whole, lambda beta, x, y: beta - rate * gradient(beta, x, y)),
            "The last batch, which is short, was left out.",
        ),
        "updated-one-after-the-other": (
            walk(x, y, start, batches, one_after_the_other),
            "The slope's step uses the new intercept: compute the residuals once, then move both numbers.",
        ),
        "updated-inside-batch": (
            walk(x, y, start, batches, point_by_point),
            "The parameters move after every point: all points of a batch must use the same, old parameters.",
        ),
    }


def assert_path(student, reference, x, y, start, rate, size, order):
    """Compare a whole path with the reference's, and name the mistake where there is one."""
    expected = reference.minibatch_sgd(x, y, start, rate, size, order)
    path = student.minibatch_sgd(x, y, start, rate, size, order)
    if compare_numbers(path, expected, RELATIVE, ABSOLUTE).matches:
        return  # the paths of the known mistakes take longer than the check itself
    wrong = known_mistakes(x, y, start, rate, size, order)
    assert_matches(path, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(2)
@pytest.mark.hint("Sum the gradients of the batch, all computed from the same parameters, and take one step.")
def test_even_batches(student, reference, rng):
    """Batches that divide the order evenly"""
    for n, size in ((6, 2), (12, 3), (8, 4)):
        x, y, start = draw_line(rng, n)
        assert_path(student, reference, x, y, start, 0.08, size, rng.permutation(n))


@pytest.mark.points(1)
@pytest.mark.hint("The last slice holds what is left, and makes a step of its own.")
def test_short_last_batch(student, reference, rng):
    """A last batch that is short, and a batch size larger than the order"""
    for n, size in ((7, 3), (5, 4), (3, 8)):
        x, y, start = draw_line(rng, n)
        assert_path(student, reference, x, y, start, 0.08, size, rng.permutation(n))


@pytest.mark.points(1)
@pytest.mark.hint("The indices come from order alone: it may be longer or shorter than the data.")
def test_any_order(student, reference, rng):
    """Orders that repeat points, leave some out, or go round more than once"""
    x, y, start = draw_line(rng, 6)
    for size, order in ((4, [2, 5]), (3, rng.integers(0, 6, size=15)), (2, [5, 0, 3, 1]), (2, [4, 4, 4])):
        assert_path(student, reference, x, y, start, 0.04, size, np.array(order))  # not half of the usual 0.1


@pytest.mark.points(1)
@pytest.mark.hint("batch_size=1 is stochastic gradient descent: one step for each entry of order.")
def test_batches_of_one(student, reference, rng):
    """batch_size 1 is stochastic gradient descent, also with a single data point"""
    for n in (5, 1):
        x, y, start = draw_line(rng, n)
        assert_path(student, reference, x, y, start, 0.1, 1, rng.permutation(n))


@pytest.mark.points(1)
@pytest.mark.hint("batch_size=n with every point once is one step of ordinary gradient descent.")
def test_one_batch_of_all(student, rng):
    """batch_size n with one pass is one full gradient step"""
    x, y, start = draw_line(rng, 9)
    expected = np.array([start, start - 0.02 * gradient(start, x, y)])
    path = student.minibatch_sgd(x, y, start, 0.02, 9, rng.permutation(9))
    assert_matches(path, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Start with `if batch_size < 1: raise ValueError(...)`.")
def test_batch_size_below_one(student, rng):
    """A batch size of 0 or less is a ValueError"""
    x, y, start = draw_line(rng, 4)
    for size in (0, -1, -3):
        with pytest.raises(ValueError):  # noqa: PT011 - the student words the message
            student.minibatch_sgd(x, y, start, 0.1, size, np.arange(4))


@pytest.mark.points(1)
@pytest.mark.hint(
    "`beta -= ...` writes into beta0 when beta is the same array; and nothing may stay from the last call."
)
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = draw_line(rng, 5), draw_line(rng, 3)
    for x, y, start in (first, second, first):
        order = np.arange(len(x))[::-1].copy()
        path = student.minibatch_sgd(x, y, start, 0.1, 2, order)
        assert_unchanged("x", "y", "beta0", "learning_rate", "batch_size", "order")
        expected = reference.minibatch_sgd(x, y, start, 0.1, 2, order)
        assert_matches(path, expected, rtol=RELATIVE, atol=ABSOLUTE)

"""Hidden checks of `learning_rate`: random data, counts at the limits, runs that diverge."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# An eigenvalue of a symmetric 2 by 2 matrix keeps 14 digits, by eigvalsh as by the quadratic formula.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_line(rng, n):
    """Draw points near a line, and a start away from the minimum."""
    x = rng.uniform(-1.0, 3.0, size=n)
    return x, 1.5 - 0.8 * x + rng.normal(scale=0.5, size=n), rng.normal(size=2) + np.array([4.0, -3.0])


def norms(x, y, start, rate, steps):
    """Give the gradient's norm at the start and after each step."""
    beta, found = np.array(start), []
    for _ in range(steps + 1):
        residual = beta[0] + beta[1] * x - y
        gradient = np.array([residual.sum(), residual @ x])
        found.append(float(np.linalg.norm(gradient)))
        beta = beta - rate * gradient
    return found


def between(found, k):
    """Give a tolerance that is first met after k steps, far from rounding noise on both sides."""
    return 0.5 * (min(found[:k]) + found[k])


def assert_count(student, x, y, start, rate, tol, max_steps, expected):
    """Compare a count exactly; None and a number are told apart in words."""
    count = student.steps_to_converge(x, y, start, rate, tol, max_steps)
    if expected is not None and count is None:
        raise Mismatch("None was returned for a run that converges within max_steps.", "none-for-count")
    if expected is None and count is not None:
        raise Mismatch("A count was returned for a run that does not get below tol: None is due.", "count-for-none")
    assert_matches(count, expected, kind=None if expected is None else "int")


@pytest.mark.points(2)
@pytest.mark.hint("H = [[n, sum x], [sum x, sum x^2]]; 2 divided by its larger eigenvalue.")
def test_rate_random(student, reference, rng):
    """The largest stable rate for random data, one point and many"""
    for n in (6, 15, 2, 1):
        x = rng.uniform(-1.0, 3.0, size=n)
        hessian = np.array([[n, x.sum()], [x.sum(), x @ x]])
        low, high = np.linalg.eigvalsh(hessian)
        wrong = {
            "constant-factor": (1.0 / high, "The limit is 2 divided by the eigenvalue, not 1."),
            "smallest-eigenvalue": (2.0 / low if abs(low) > 1e-9 else 0.0, "The larger eigenvalue sets the limit."),
            "reciprocal": (high / 2.0, "This is upside down: 2 divided by the eigenvalue."),
            "eigenvalue": (high, "This is the eigenvalue itself; the rate is 2 divided by it."),
            "one-entry-for-eigenvalue": (2.0 / (x @ x), "This divides by sum x^2, one entry of the Hessian."),
            "determinant-for-eigenvalue": (
                2.0 / (low * high) if abs(low) > 1e-9 else 0.0,
                "This divides by the determinant, the product of both eigenvalues.",
            ),
            "square-of-the-sum": (
                2.0 / np.linalg.eigvalsh([[n, x.sum()], [x.sum(), x.sum() ** 2]])[-1],
                "The last entry of the Hessian is the sum of the squares, not the square of the sum.",
            ),
            "norm-for-eigenvalue": (
                2.0 / float(np.linalg.norm(hessian)),
                "This divides by the root of the sum of all squares in H: the larger eigenvalue is due.",
            ),
            "trace-for-eigenvalue": (2.0 / (low + high), "This divides by the trace, the sum of both eigenvalues."),
        }
        answer, expected = student.largest_stable_rate(x), reference.largest_stable_rate(x)
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(2)
@pytest.mark.hint(
    "Look at the gradient before each step: k steps have been made when it is looked at for the k-th time."
)
def test_counts(student, rng):
    """The numbers of steps on random data"""
    for n, share in ((5, 0.3), (8, 0.45), (1, 0.2)):
        x, y, start = draw_line(rng, n)
        rate = share * 2.0 / np.linalg.eigvalsh([[n, x.sum()], [x.sum(), x @ x]])[-1]
        found = norms(x, y, start, rate, 12)
        for k in (4, 1, 9) if n > 1 else (3, 1):
            assert_count(student, x, y, start, rate, between(found, k), 200, k)


@pytest.mark.points(1)
@pytest.mark.hint("0 when the start is good enough; max_steps itself still counts; one step less is None.")
def test_counts_at_the_limits(student, rng):
    """No step at all, exactly max_steps, and one too few"""
    x, y, start = draw_line(rng, 6)
    rate = 0.3 * 2.0 / np.linalg.eigvalsh([[6, x.sum()], [x.sum(), x @ x]])[-1]
    found = norms(x, y, start, rate, 8)
    assert_count(student, x, y, start, rate, 2.0 * found[0], 50, 0)
    assert_count(student, x, y, start, rate, 2.0 * found[0], 0, 0)
    assert_count(student, x, y, start, rate, between(found, 5), 5, 5)
    assert_count(student, x, y, start, rate, between(found, 5), 4, None)
    assert_count(student, x, y, start, rate, between(found, 1), 0, None)


@pytest.mark.points(1)
@pytest.mark.hint("The root of the sum of both squares; and less than tol, not less than its square.")
def test_euclidean_norm(student):
    """The Euclidean norm decides, not another one"""
    x, y = np.array([0.0, 2.0]), np.array([0.0, 0.0])
    start = np.array([3.0, -1.0])  # residuals 3 and 1: gradient (4, 2), norm 4.472...
    assert_count(student, x, y, start, 0.05, 4.6, 0, 0)
    assert_count(student, x, y, start, 0.05, 4.3, 0, None)
    exact = np.array([1.0, 0.5])  # residuals 1 and 2: gradient (3, 4), norm 5 to the last bit, which is not less than 5
    assert_count(student, x, y, exact, 0.05, 5.0, 0, None)
    small = start / 10.0  # norm 0.4472...
    assert_count(student, x, y, small, 0.05, 0.46, 0, 0)
    assert_count(student, x, y, small, 0.05, 0.43, 0, None)


@pytest.mark.points(1)
@pytest.mark.hint("inf and nan are not less than tol; a comparison the wrong way round takes nan for small.")
def test_divergence(student, rng):
    """Runs with a rate above the limit, to infinity and beyond"""
    x, y, start = draw_line(rng, 6)
    limit = 2.0 / np.linalg.eigvalsh([[6, x.sum()], [x.sum(), x @ x]])[-1]
    assert_count(student, x, y, start, 1.5 * limit, 1e-3, 60, None)
    assert_count(student, x, y, start, 3.0 * limit, 1e-3, 3000, None)


@pytest.mark.points(1)
@pytest.mark.hint(
    "`beta -= ...` writes into beta0 when beta is the same array; and nothing may stay from the last call."
)
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = draw_line(rng, 5), draw_line(rng, 4)
    for x, y, start in (first, second, first):
        limit = reference.largest_stable_rate(x)
        answer = student.largest_stable_rate(x)
        assert_unchanged("x")
        assert_matches(answer, limit, rtol=RELATIVE, atol=ABSOLUTE)
        rate = 0.3 * limit
        tol = between(norms(x, y, start, rate, 3), 3)
        count = student.steps_to_converge(x, y, start, rate, tol, 50)
        assert_unchanged("x", "y", "beta0", "learning_rate", "tol", "max_steps")
        assert_matches(count, 3, kind="int")

"""Hidden checks of `gradient_check`: functions of arrays of any shape, and the size of the step."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers

# With eps = 1e-5 a difference of numbers of size 1 to 10 loses eleven digits: rounding is about 1e-11 to 1e-10. The
# one-sided difference is off by eps * f''/2, at least 1e-6 here.
DIFFERENCES_ABSOLUTE = 1e-8
DIFFERENCES_RELATIVE = 1e-7
# Norms of at most 24 entries agree to 1e-15.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_function(rng, shape):
    """Draw a smooth function of an array of this shape in which every entry counts differently."""
    a, b = rng.uniform(0.5, 1.5, size=shape), rng.uniform(0.3, 1.0, size=shape)

    def f(theta):
        theta = np.asarray(theta)
        if theta.shape != shape:
            raise ValueError(f"f takes an array of shape {shape} and was given one of shape {theta.shape}")
        return float(np.sum(a * theta**3 + b * theta**2) + 0.1 * np.sum(theta) ** 2 + 1.0)

    return f


def mistakes(f, theta, eps):
    """Give what the usual mistakes lead to, by tag, with what to say."""
    ahead, behind = np.zeros_like(theta), np.zeros_like(theta)
    for place in np.ndindex(theta.shape):
        moved = theta.copy()
        moved[place] += eps
        ahead[place] = (f(moved) - f(theta)) / eps
        moved[place] = theta[place] - eps
        behind[place] = (f(theta) - f(moved)) / eps
    rows = np.zeros_like(theta)
    for number in range(len(theta)):
        above, below = theta.copy(), theta.copy()
        above[number] += eps
        below[number] -= eps
        rows[number] = (f(above) - f(below)) / (2 * eps)
    together = (f(theta + eps) - f(theta - eps)) / (2 * eps) + np.zeros_like(theta)
    known = {
        "forward-difference": (ahead, "This is the one-sided difference; step eps back as well as ahead."),
        "backward-difference": (behind, "This is the one-sided difference; step eps ahead as well as back."),
        "constant-factor": (ahead + behind, "Ahead and behind are 2 eps apart: divide by 2 eps."),
        "rows-moved-at-once": (rows, "A whole row was moved at once; move one entry at a time."),
        "all-moved-at-once": (together, "All entries were moved at once; move one at a time."),
    }
    if eps > 1e-3:  # with a smaller step these numbers are zeros within the tolerance
        product = (ahead + behind) / 2 * eps**2
        known["parentheses-missing"] = (product, "`/ 2 * eps` multiplies by eps: write `/ (2 * eps)`.")
    return known


def assert_gradient(student, f, theta, expected, **eps):
    """Compare a numerical gradient, and name the mistake where there is one."""
    gradient = student.numerical_gradient(f, theta, **eps)
    if not compare_numbers(gradient, expected, DIFFERENCES_RELATIVE, DIFFERENCES_ABSOLUTE).matches:
        wrong = mistakes(f, theta, eps.get("eps", 1e-5))
        assert_matches(gradient, expected, rtol=DIFFERENCES_RELATIVE, atol=DIFFERENCES_ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(2)
@pytest.mark.hint("One entry at a time, ahead and behind, divided by 2 eps.")
def test_gradient_of_vectors(student, reference, rng):
    """The gradients of random functions of vectors"""
    for d in (4, 6, 1):
        f, theta = draw_function(rng, (d,)), rng.normal(size=d)
        assert_gradient(student, f, theta, reference.numerical_gradient(f, theta))


@pytest.mark.points(1)
@pytest.mark.hint("f needs an array shaped like theta, and the answer has that shape too.")
def test_gradient_of_any_shape(student, reference, rng):
    """The gradients of random functions of arrays with two and three axes"""
    for shape in ((3, 2), (1, 4), (2, 3, 2)):
        f, theta = draw_function(rng, shape), rng.normal(size=shape)
        assert_gradient(student, f, theta, reference.numerical_gradient(f, theta))


@pytest.mark.points(1)
@pytest.mark.hint("Is eps used as it is given, both in the step and in the division?")
def test_size_of_the_step(student, reference, rng):
    """Larger steps, where a central difference shows its own error"""
    for eps in (0.1, 0.01):
        f, theta = draw_function(rng, (3,)), rng.normal(size=3)
        assert_gradient(student, f, theta, reference.numerical_gradient(f, theta, eps=eps), eps=eps)
    # Of a cube at 0 a central difference is eps^2: the factor makes it large enough to tell 1e-5 from another default.
    gradient = student.numerical_gradient(lambda theta: float(1e6 * np.sum(np.asarray(theta) ** 3)), np.zeros(2))
    other = {
        f"default-step-1e-{digits}": (
            np.full(2, 1e6 * 10.0 ** (-2 * digits)),
            f"Where eps is not given, the step is 1e-{digits}; 1e-5 is due.",
        )
        for digits in (2, 3, 4)
    }
    expected = np.full(2, 1e-4)
    assert_matches(gradient, expected, rtol=DIFFERENCES_RELATIVE, atol=DIFFERENCES_ABSOLUTE, expected_wrong=other)


@pytest.mark.points(1)
@pytest.mark.hint("Is the default eps 1e-5? A much larger or smaller one loses digits.")
def test_close_to_the_true_gradient(student, rng):
    """With the default step the gradient of a known function is right to seven digits"""
    theta = rng.normal(size=(2, 3))
    gradient = student.numerical_gradient(lambda theta: float(np.sum(np.sin(theta))), theta)
    right = compare_numbers(gradient, np.cos(theta), DIFFERENCES_RELATIVE, DIFFERENCES_ABSOLUTE).matches
    if not right and compare_numbers(gradient, np.cos(theta), 0.1, 0.1).matches:
        text = "The gradient is nearly right: is the default step 1e-5? Another one loses digits."
        raise Mismatch(text, "other-step")
    assert_matches(gradient, np.cos(theta), rtol=DIFFERENCES_RELATIVE, atol=DIFFERENCES_ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("The norm is the root of the sum of squares; the norms are added, not a and b.")
def test_relative_error_random(student, reference, rng):
    """The relative error of random arrays of one, two and three axes"""
    for shape in ((5,), (3, 4), (2, 3, 4), (1,)):
        a = rng.normal(size=shape)
        b = a + rng.normal(size=shape)
        error, expected = student.relative_error(a, b), reference.relative_error(a, b)
        norms = [float(np.linalg.norm(array.ravel())) for array in (a, b, a - b)]
        wrong = {
            "one-norm-below": (norms[2] / norms[0], "Only one of the norms stands below: add both."),
            "larger-norm-below": (norms[2] / max(norms[:2]), "Only one of the norms stands below: add both."),
            "entry-by-entry": (
                float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))),
                "This is the largest of the entries' relative errors: divide norms of whole arrays.",
            ),
            "not-relative": (norms[2], "This is the absolute error; divide by norm(a) + norm(b)."),
            "norm-of-the-sum": (norms[2] / float(np.linalg.norm((a + b).ravel())), "Add the norms, not the arrays."),
            "other-norm": (
                float(np.abs(a - b).sum() / (np.abs(a).sum() + np.abs(b).sum())),
                "The norm is the root of the sum of squares, not the sum of sizes.",
            ),
            "largest-for-norm": (
                float(np.abs(a - b).max() / (np.abs(a).max() + np.abs(b).max())),
                "The norm is the root of the sum of squares, not the largest entry.",
            ),
            "squares-for-norms": (
                norms[2] ** 2 / (norms[0] ** 2 + norms[1] ** 2),
                "The root is missing: these are squares of norms.",
            ),
        }
        assert_matches(error, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Where both are 0 there is nothing to divide by: give 0.")
def test_relative_error_of_zeros(student):
    """The relative error of equal arrays is 0, of zeros too, and of opposite ones 1"""
    a = np.array([[1.0, -2.0], [0.5, 0.0]])
    assert_matches(student.relative_error(a, a.copy()), 0.0, rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(student.relative_error(np.zeros(3), np.zeros(3)), 0.0, rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(student.relative_error(a, -a), 1.0, rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(student.relative_error(np.zeros(2), np.array([3.0, 4.0])), 1.0, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("`theta[i] += eps` and `theta[i] -= eps` do not always cancel to the last bit; work on a copy.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = rng.normal(size=6), rng.normal(size=6)
    f = draw_function(rng, (6,))
    for theta in (first, second, first):
        gradient = student.numerical_gradient(f, theta, eps=1e-4)
        assert_unchanged("f", "theta")
        expected = reference.numerical_gradient(f, theta, eps=1e-4)
        assert_matches(gradient, expected, rtol=DIFFERENCES_RELATIVE, atol=DIFFERENCES_ABSOLUTE)
        error = student.relative_error(theta, second + 1.0)
        assert_unchanged("a", "b")
        assert_matches(error, reference.relative_error(theta, second + 1.0), rtol=RELATIVE, atol=ABSOLUTE)

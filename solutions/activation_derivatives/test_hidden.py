"""Hidden checks of `activation_derivatives`: every shape, single numbers, integers, and entries up to 1e4."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers

# An exponential, a division and a product keep 14 digits for ordinary entries; 1 - tanh(z)**2 loses relative digits
# where it is small, but its absolute error stays at 1e-16.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

SHAPES = ((7,), (3, 5), (4, 1), (2, 3, 4), (1,))


def assert_no_warning(student_warnings):
    """Fail when numpy warned of an overflow, an invalid value or a division by zero since the test began."""
    texts = [text for category, text in student_warnings() if category == "RuntimeWarning"]
    if texts:
        raise Mismatch(f"Computing the answer gave a warning: {texts[0][:80]}.", "overflow-warning")


def known_mistakes(z):
    """Give what the usual mistakes lead to, by tag, with what to say."""
    e, t = 1.0 / (1.0 + np.exp(-z)), np.tanh(z)
    return {
        "derivative-of-activated": (z * (1.0 - z), "z is not sigma(z) yet: compute the sigmoid first."),
        "value-for-derivative": (e, "This is the sigmoid itself, not its derivative."),
        "sign-flipped": (e * (e - 1.0), "The sign is wrong: the sigmoid rises everywhere."),
        "missing-factor": (1.0 - e, "One of the two factors, sigma(z) and 1 - sigma(z), is missing."),
        "not-squared": (1.0 - t, "1 - tanh(z)**2: the square is missing."),
        "tanh-is-activated": (1.0 - z**2, "z is not tanh(z) yet: compute the tanh first."),
        "plus-for-minus": (1.0 + t**2, "The square is subtracted: 1 - tanh(z)**2."),
        "sigmoid-plus-for-minus": (e * (1.0 + e), "The second factor is 1 - sigma(z), with a minus."),
        "tanh-rule-for-sigmoid": (1.0 - e**2, "1 - a**2 belongs to tanh; for the sigmoid it is a * (1 - a)."),
        "activation-twice": (1.0 - np.tanh(t) ** 2, "tanh is applied twice: 1 - tanh(z)**2."),
        "sigmoid-twice": (
            1.0 / (1.0 + np.exp(-e)) * (1.0 - 1.0 / (1.0 + np.exp(-e))),
            "The sigmoid is applied twice: s * (1 - s) with s = sigma(z).",
        ),
        "tanh-value": (t, "This is tanh itself, not its derivative."),
        "other-function": (t * (1.0 - t), "a * (1 - a) belongs to the sigmoid; for tanh it is 1 - a**2."),
    }


def assert_derivative(answer, expected, z):
    """Compare one derivative, and name the mistake where there is one."""
    if not compare_numbers(answer, expected, RELATIVE, ABSOLUTE).matches:
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=known_mistakes(z))


@pytest.mark.points(1)
@pytest.mark.hint("Compare with 0: z > 0. At 0 itself the answer is 0.")
def test_relu_prime_any_shape(student, reference, rng):
    """relu' of random arrays of one, two and three axes, zeros among them"""
    for shape in SHAPES:
        z = rng.normal(scale=3.0, size=shape) * rng.integers(0, 2, size=shape)
        assert_matches(student.relu_prime(z), reference.relu_prime(z), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("sigma(z) * (1 - sigma(z)), with sigma(z) computed from z.")
def test_sigmoid_prime_any_shape(student, reference, rng):
    """sigmoid' of random arrays of one, two and three axes"""
    for shape in SHAPES:
        z = rng.normal(scale=3.0, size=shape)
        assert_derivative(student.sigmoid_prime(z), reference.sigmoid_prime(z), z)


@pytest.mark.points(1)
@pytest.mark.hint("1 - tanh(z)**2, with tanh(z) computed from z.")
def test_tanh_prime_any_shape(student, reference, rng):
    """tanh' of random arrays of one, two and three axes"""
    for shape in SHAPES:
        z = rng.normal(scale=1.5, size=shape)
        assert_derivative(student.tanh_prime(z), reference.tanh_prime(z), z)


@pytest.mark.points(1)
@pytest.mark.hint("A number goes in, a number comes out: code that indexes z or loops over it needs an array.")
def test_single_numbers(student, reference, rng):
    """All three of a single number are single numbers"""
    for z in (*(float(value) for value in rng.normal(scale=2.0, size=3)), 0.0, -3, 2):
        for name in ("relu_prime", "sigmoid_prime", "tanh_prime"):
            answer, expected = getattr(student, name)(z), float(getattr(reference, name)(z))
            known = None if name == "relu_prime" else known_mistakes(float(z))
            assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=known)


@pytest.mark.points(1)
@pytest.mark.hint("An array made with zeros_like or copy of an integer array keeps integers and cuts fractions off.")
def test_integer_arrays(student, reference, rng):
    """Arrays of integers give the same answers as the same numbers with a decimal point"""
    for shape in ((6,), (2, 3)):
        z = rng.integers(-4, 5, size=shape)
        for name in ("relu_prime", "sigmoid_prime", "tanh_prime"):
            answer, expected = getattr(student, name)(z), getattr(reference, name)(z.astype(float))
            assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Which exp, sinh or cosh meets a large number? Rewrite it with exp(-abs(z)), or use np.tanh.")
def test_large_entries(student, reference, rng, student_warnings):
    """Entries up to 1e4: no NaN, no infinity, no warning"""
    # Two ordinary numbers among them: where the functions are flat, many a mistake cannot be seen.
    z = np.concatenate([[-1e4, 1e4, -800.0, 800.0, 0.0, 1.5, -0.7], rng.uniform(-1e4, 1e4, size=5)])
    for entries in (z, z.reshape(4, 3), np.array([-10_000, 3, 10_000])):
        for name in ("relu_prime", "sigmoid_prime", "tanh_prime"):
            answer, expected = getattr(student, name)(entries), getattr(reference, name)(entries)
            assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)
    for number in (-1e4, 1e4):
        assert_matches(student.sigmoid_prime(number), 0.0, rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.tanh_prime(number), 0.0, rtol=RELATIVE, atol=ABSOLUTE)
    assert_no_warning(student_warnings)


@pytest.mark.points(1)
@pytest.mark.hint("`z[z > 0] = 1` writes into the caller's array; work on a copy.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The argument is as it was after a call, and every call starts afresh"""
    first, second = rng.normal(size=(3, 4)), rng.normal(size=(2, 5))
    for name in ("relu_prime", "sigmoid_prime", "tanh_prime"):
        for z in (first, second, first):
            answer = getattr(student, name)(z)
            assert_unchanged("z")
            assert_matches(answer, getattr(reference, name)(z), rtol=RELATIVE, atol=ABSOLUTE)

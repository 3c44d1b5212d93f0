"""Hidden checks of `activations`: every shape, single numbers, integers, and entries up to 1e4."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# One exponential and one division keep 15 digits for ordinary entries. In the far tails of the sigmoid the relative
# error of an honest formula may be anything, but its absolute error stays below 1e-16.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

SHAPES = ((7,), (3, 5), (1, 4), (4, 1), (2, 3, 4), (1,))


def assert_no_warning(student_warnings):
    """Fail when numpy warned of an overflow, an invalid value or a division by zero since the test began."""
    texts = [text for category, text in student_warnings() if category == "RuntimeWarning"]
    if texts:
        raise Mismatch(f"Computing the answer gave a warning: {texts[0][:80]}.", "overflow-warning")


@pytest.mark.points(1)
@pytest.mark.hint("Each entry on its own: max(0, entry).")
def test_relu_any_shape(student, reference, rng):
    """relu of random arrays of one, two and three axes"""
    for shape in SHAPES:
        z = rng.normal(scale=3.0, size=shape)
        assert_matches(student.relu(z), reference.relu(z), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Is the exponent -z, and does every entry get its own answer?")
def test_sigmoid_any_shape(student, reference, rng):
    """sigmoid of random arrays of one, two and three axes"""
    for shape in SHAPES:
        z = rng.normal(scale=3.0, size=shape)
        assert_matches(student.sigmoid(z), reference.sigmoid(z), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("tanh is not the sigmoid: it goes from -1 to 1 and tanh(0) = 0.")
def test_tanh_any_shape(student, reference, rng):
    """tanh of random arrays of one, two and three axes"""
    for shape in SHAPES:
        z = rng.normal(scale=1.5, size=shape)
        assert_matches(student.tanh(z), reference.tanh(z), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("axis=-1 is the last axis; keepdims=True lets each row be divided by its own sum.")
def test_softmax_last_axis(student, reference, rng):
    """softmax of vectors, batches and stacks of batches, along the last axis"""
    for shape in ((6,), (5, 3), (3, 5), (4, 4), (1, 4), (4, 1), (2, 3, 4)):
        z = rng.normal(scale=2.0, size=shape)
        assert_matches(student.softmax(z), reference.softmax(z), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("A number goes in, a number comes out: code that indexes z or loops over it needs an array.")
def test_single_numbers(student, reference, rng):
    """relu, sigmoid and tanh of a single number are single numbers"""
    for z in (*(float(v) for v in rng.normal(scale=2.0, size=3)), 0.0, -3, 2):
        assert_matches(student.relu(z), float(reference.relu(z)), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.sigmoid(z), float(reference.sigmoid(z)), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.tanh(z), float(reference.tanh(z)), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("An array made with zeros_like or copy of an integer array keeps integers and cuts fractions off.")
def test_integer_arrays(student, reference, rng):
    """Arrays of integers give the same answers as the same numbers with a decimal point"""
    for shape in ((5,), (2, 3)):
        z = rng.integers(-4, 5, size=shape)
        floats = z.astype(float)
        assert_matches(student.relu(z), reference.relu(floats), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.sigmoid(z), reference.sigmoid(floats), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.tanh(z), reference.tanh(floats), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.softmax(z), reference.softmax(floats), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Which exp meets a large positive number? np.where computes both of its branches for every entry.")
def test_large_entries_elementwise(student, reference, rng, student_warnings):
    """relu, sigmoid and tanh of entries up to 1e4: no NaN, no infinity, no warning"""
    # Two ordinary numbers among them: where the functions are flat, many a mistake cannot be seen.
    z = np.concatenate([[-1e4, 1e4, -800.0, 800.0, 0.0, 1.5, -0.7], rng.uniform(-1e4, 1e4, size=5)])
    for entries in (z, z.reshape(4, 3), np.array([-10_000, 3, 10_000])):
        for name in ("relu", "sigmoid", "tanh"):
            answer, expected = getattr(student, name)(entries), getattr(reference, name)(entries)
            assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)
    for number in (-1e4, 1e4):
        assert_matches(student.sigmoid(number), float(reference.sigmoid(number)), rtol=RELATIVE, atol=ABSOLUTE)
        assert_matches(student.tanh(number), float(reference.tanh(number)), rtol=RELATIVE, atol=ABSOLUTE)
    assert_no_warning(student_warnings)


@pytest.mark.points(1)
@pytest.mark.hint("Subtract each row's own largest entry before taking exponentials.")
def test_large_entries_softmax(student, reference, rng, student_warnings):
    """softmax of entries up to 1e4: no NaN, no infinity, no warning"""
    far_apart = np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4], [9999.0, 1e4, 9998.5]])
    spread = np.clip(rng.uniform(-1e4, 1e4, size=(4, 3)) + np.array([[0.0], [-5e3], [5e3], [0.0]]), -1e4, 1e4)
    close = rng.normal(size=(3, 4)) + np.array([[9990.0], [-9990.0], [0.0]])
    for z in (far_apart, spread, close, np.array([800.0, 801.0, -1e4]), np.array([[10_000, 9_999], [-10_000, 3]])):
        assert_matches(student.softmax(z), reference.softmax(z), rtol=RELATIVE, atol=ABSOLUTE)
    assert_no_warning(student_warnings)


@pytest.mark.points(1)
@pytest.mark.hint("For negative z use exp(z) / (1 + exp(z)).")
def test_sigmoid_is_never_zero(student):
    """sigmoid(-745) is greater than 0"""
    answers = student.sigmoid(np.array([-745.0, -740.0]))
    clipped = {
        f"cut-off-at-{most}": (np.full(2, np.exp(-most) / (1 + np.exp(-most))), f"z is cut off at -{most}: too early.")
        for most in (5, 10, 15, 20)
    }
    assert_matches(answers, np.zeros(2), rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=clipped)
    if not np.all(np.asarray(answers) > 0):
        raise Mismatch("The answer became exactly 0: the sigmoid of -745 is tiny, but greater than 0.", "underflow")


@pytest.mark.points(1)
@pytest.mark.hint("`z[z < 0] = 0` and `z -= z.max()` write into the caller's array, and into the next call's.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The argument is as it was after a call, and every call starts afresh"""
    first, second = rng.normal(size=(3, 4)), rng.normal(size=(2, 5))
    for name in ("relu", "sigmoid", "tanh", "softmax"):
        for z in (first, second, first):
            answer = getattr(student, name)(z)
            assert_unchanged("z")
            assert_matches(answer, getattr(reference, name)(z), rtol=RELATIVE, atol=ABSOLUTE)

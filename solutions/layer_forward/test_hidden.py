"""Hidden checks of `layer_forward`: layers of uneven shapes, one example and batches, any activation and softmax."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# Sums of at most 6 products of size 1 and one exponential agree to 1e-14 in any order; the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def parabola(z):
    return np.asarray(z, dtype=float) ** 2 - 1.0


def softmax(z):
    """Along the last axis; of a single number it is 1, as of any row of one."""
    z = np.asarray(z, dtype=float)
    if z.ndim == 0:
        return 1.0
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def draw_layer(rng, d_in, d_out):
    """Draw weights, and biases that are far enough from 0 to be missed."""
    b = rng.choice([-1.0, 1.0], size=d_out) * rng.uniform(0.3, 1.0, size=d_out)
    return rng.normal(size=(d_in, d_out)), b


def check_layer(student, reference, X, W, b, f):
    """Compare one layer's activations with the reference's."""
    answer, expected = student.layer_forward(X, W, b, f), reference.layer_forward(X, W, b, f)
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(3)
@pytest.mark.hint("X @ W + b: does each neuron have its own bias, added to every row?")
def test_batches(student, reference, rng):
    """Batches through layers of uneven shapes"""
    for n, d_in, d_out in ((5, 3, 4), (2, 6, 3), (4, 1, 2), (3, 2, 1), (3, 3, 3)):
        check_layer(student, reference, rng.normal(size=(n, d_in)), *draw_layer(rng, d_in, d_out), sigmoid)


@pytest.mark.points(1)
@pytest.mark.hint("(d_in,) gives (d_out,); (1, d_in) gives (1, d_out).")
def test_one_example(student, reference, rng):
    """One example as a vector, and a batch of one"""
    for d_in, d_out in ((3, 4), (4, 2), (1, 3), (2, 1)):
        W, b = draw_layer(rng, d_in, d_out)
        check_layer(student, reference, rng.normal(size=d_in), W, b, sigmoid)
        check_layer(student, reference, rng.normal(size=(1, d_in)), W, b, sigmoid)


@pytest.mark.points(1)
@pytest.mark.hint("Call the f that is given, once the sum and the bias are complete.")
def test_any_activation(student, reference, rng):
    """Different activation functions"""
    for f in (parabola, relu, np.tanh):
        X, (W, b) = rng.normal(size=(4, 3)), draw_layer(rng, 3, 2)
        check_layer(student, reference, X, W, b, lambda z, f=f: f(z))


@pytest.mark.points(1)
@pytest.mark.hint("f needs a whole row at least: a softmax of single numbers is always 1.")
def test_softmax(student, reference, rng):
    """Softmax as the activation, for a batch and for one example"""
    for shape in ((5, 3), (3,), (1, 3)):
        check_layer(student, reference, rng.normal(size=shape), *draw_layer(rng, 3, 4), softmax)


@pytest.mark.points(1)
@pytest.mark.hint("`b += ...` and `X *= ...` write into the caller's arrays; and nothing may stay from the last call.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first = rng.normal(size=(4, 3)), *draw_layer(rng, 3, 2)
    second = rng.normal(size=(4, 3)), *draw_layer(rng, 3, 2)
    for X, W, b in (first, second, first):
        answer = student.layer_forward(X, W, b, parabola)
        assert_unchanged("X", "W", "b", "f")
        assert_matches(answer, reference.layer_forward(X, W, b, parabola), rtol=RELATIVE, atol=ABSOLUTE)

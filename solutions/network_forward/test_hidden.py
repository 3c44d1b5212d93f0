"""Hidden checks of `network_forward`: networks of one to four layers, one example and batches, softmax at the end."""

from itertools import pairwise

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# At most four layers of sums of 6 products of size 1, and as many exponentials: honest ways agree to 1e-13.
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


def tanh(z):
    return np.tanh(z)


def draw_network(rng, sizes):
    """Draw weights, and biases that are far enough from 0 to be missed."""
    pairs = list(pairwise(sizes))
    weights = [rng.normal(scale=0.8, size=pair) for pair in pairs]
    return weights, [rng.choice([-1.0, 1.0], size=m) * rng.uniform(0.3, 1.0, size=m) for _, m in pairs]


def run(X, weights, biases, functions, layer=lambda A, W, b, f: f(A @ W + b)):
    """Give all activations of a network with a function for each layer."""
    activations = [X]
    for W, b, f in zip(weights, biases, functions, strict=True):
        activations.append(layer(activations[-1], W, b, f))
    return activations


def known_mistakes(X, weights, biases, hidden, output):
    """Give what the usual mistakes lead to, by tag, with what to say."""
    layers = len(weights)
    wrong = {
        "hidden-everywhere": (run(X, weights, biases, [hidden] * layers), "The last layer has output, not hidden."),
        "output-everywhere": (run(X, weights, biases, [output] * layers), "Only the last layer has output."),
        "hidden-in-the-first-layer-only": (
            run(X, weights, biases, [hidden] + [output] * (layers - 1)),
            "Every layer but the last has hidden, not the first alone.",
        ),
        "functions-exchanged": (
            run(X, weights, biases, [output] * (layers - 1) + [hidden]),
            "hidden and output are exchanged.",
        ),
        "last-function-missing": (
            run(X, weights, biases, [hidden] * (layers - 1) + [lambda z: z]),
            "The last layer has a function too: output.",
        ),
    }
    first = [biases[0] if len(b) == len(biases[0]) else b for b in biases]
    wrong["first-bias-again"] = (
        run(X, weights, first, [hidden] * (layers - 1) + [output]),
        "The biases of the first layer are used again in a later one.",
    )
    wrong["bias-after-activation"] = (
        run(X, weights, biases, [hidden] * (layers - 1) + [output], lambda A, W, b, f: f(A @ W) + b),
        "The biases are added after the functions; they belong inside: f(A W + b).",
    )
    return wrong


def check_network(student, reference, X, network, hidden, output):
    """Compare all activations with the reference's."""
    answer = student.forward(X, *network, hidden, output)
    expected = reference.forward(X, *network, hidden, output)
    if not compare_numbers(answer, expected, RELATIVE, ABSOLUTE).matches:
        known = known_mistakes(X, *network, hidden, output)
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=known)


@pytest.mark.points(2)
@pytest.mark.hint("hidden after every layer but the last, output after the last; all activations in one list.")
def test_batches(student, reference, rng):
    """Batches through networks of two to four layers"""
    for n, sizes in ((5, [3, 4, 2]), (2, [4, 3, 5, 2]), (3, [2, 5, 4, 3, 1]), (4, [3, 3, 3])):
        check_network(student, reference, rng.normal(size=(n, sizes[0])), draw_network(rng, sizes), sigmoid, parabola)


@pytest.mark.points(1)
@pytest.mark.hint("(d,) stays one-dimensional in every layer; (1, d) keeps its one row.")
def test_one_example(student, reference, rng):
    """One example as a vector, and a batch of one"""
    for shape in ((3,), (1, 3)):
        check_network(student, reference, rng.normal(size=shape), draw_network(rng, [3, 4, 2]), tanh, sigmoid)


@pytest.mark.points(1)
@pytest.mark.hint("With a single layer there is nothing hidden: only output is used.")
def test_one_layer(student, reference, rng):
    """A network of one layer"""
    check_network(student, reference, rng.normal(size=(4, 3)), draw_network(rng, [3, 2]), parabola, sigmoid)


@pytest.mark.points(1)
@pytest.mark.hint("output needs a whole row at least: a softmax of single numbers is always 1.")
def test_softmax_output(student, reference, rng):
    """3-4-4-3 with sigmoid inside and softmax at the end, one row and many"""
    for shape in ((6, 3), (3,), (1, 3)):
        check_network(student, reference, rng.normal(size=shape), draw_network(rng, [3, 4, 4, 3]), sigmoid, softmax)


@pytest.mark.points(1)
@pytest.mark.hint("Do the functions given, hidden and output, do all the work?")
def test_any_activation(student, reference, rng):
    """Different functions inside and at the end"""
    for hidden, output in ((relu, tanh), (tanh, parabola), (parabola, tanh)):
        check_network(student, reference, rng.normal(size=(4, 2)), draw_network(rng, [2, 3, 3, 2]), hidden, output)


@pytest.mark.points(1)
@pytest.mark.hint("`A *= ...`, `weights.pop()` and a list outside of the function are met again by the next call.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first = rng.normal(size=(4, 3)), draw_network(rng, [3, 2, 2])
    second = rng.normal(size=(4, 3)), draw_network(rng, [3, 2, 2])
    for X, network in (first, second, first):
        answer = student.forward(X, *network, tanh, sigmoid)
        assert_unchanged("X", "weights", "biases", "hidden", "output")
        expected = reference.forward(X, *network, tanh, sigmoid)
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)

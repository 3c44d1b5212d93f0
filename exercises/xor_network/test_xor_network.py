"""Visible checks of `xor_network`: the shapes, and what the network says to the four inputs."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SHAPES = ((2, 2), (2,), (2, 1), (1,))
# Any finite numbers will do: with this tolerance a comparison with zeros looks at shapes and kinds only.
ANY_NUMBER = 1e100

OTHER_FUNCTIONS = {
    (0, 1, 1, 1): ("computes-or", "This is OR: at (1, 1) exclusive or is 0."),
    (0, 0, 0, 1): ("computes-and", "This is AND: exclusive or is 1 when exactly one input is 1."),
    (1, 0, 0, 1): ("sign-flipped", "This is the opposite: 1 when the inputs are equal."),
    (1, 1, 1, 0): ("computes-nand", "This is NOT AND: at (0, 0) exclusive or is 0."),
    (0, 0, 1, 1): ("ignored-argument", "The network looks at the first input only."),
    (0, 1, 0, 1): ("ignored-argument", "The network looks at the second input only."),
    (0, 0, 0, 0): ("always-the-same", "The network says no to all four inputs."),
    (1, 1, 1, 1): ("always-the-same", "The network says yes to all four inputs."),
}


def sigmoid(z):
    """Without overflow, however large the weights are."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def assert_shapes(network):
    """Fail unless the answer is four arrays of finite numbers in the right shapes."""
    assert_matches(network, tuple(np.zeros(shape) for shape in SHAPES), rtol=0.0, atol=ANY_NUMBER)


def assert_exclusive_or(network):
    """Fail unless the network computes exclusive or, clearly enough."""
    assert_shapes(network)
    W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in network)
    said = sigmoid(sigmoid(INPUTS @ W1 + b1) @ W2 + b2)[:, 0]
    if np.all(said[[1, 2]] >= 0.9) and np.all(said[[0, 3]] <= 0.1):
        return
    table = "\n".join(f"({x:.0f}, {y:.0f}) gives {p:.6g}" for (x, y), p in zip(INPUTS, said, strict=True))
    rounded = tuple(int(p > 0.5) for p in said)
    if rounded == (0, 1, 1, 0):
        text = "The right side of 1/2 everywhere, but not clearly enough: 0.9 and 0.1 are due. Try larger weights."
        raise Mismatch(text, "not-clear-enough", table)
    tag, text = OTHER_FUNCTIONS.get(rounded, ("", "The network does not compute exclusive or."))
    raise Mismatch(text, tag, table)


@pytest.mark.points(0)
@pytest.mark.hint("W1 (2, 2), b1 (2,), W2 (2, 1), b2 (1,), in this order.")
def test_shapes(student):
    """Four arrays of the right shapes"""
    assert_shapes(student.xor_network())


@pytest.mark.points(5)
@pytest.mark.hint("Compute the four outputs of your network by hand or in Python: which one is wrong?")
def test_truth_table(student):
    """At least 0.9 for (0, 1) and (1, 0), at most 0.1 for (0, 0) and (1, 1)"""
    assert_exclusive_or(student.xor_network())

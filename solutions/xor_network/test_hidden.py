"""Hidden checks of `xor_network`: the network is right every time it is asked for."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SHAPES = ((2, 2), (2,), (2, 1), (1,))
# Any finite numbers will do: with this tolerance a comparison with zeros looks at shapes and kinds only.
ANY_NUMBER = 1e100


def sigmoid(z):
    """Without overflow, however large the weights are."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def computes_exclusive_or(network):
    """Tell whether a network of the right shapes says at least 0.9 and at most 0.1 where it should."""
    assert_matches(network, tuple(np.zeros(shape) for shape in SHAPES), rtol=0.0, atol=ANY_NUMBER)
    W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in network)
    said = sigmoid(sigmoid(INPUTS @ W1 + b1) @ W2 + b2)[:, 0]
    return bool(np.all(said[[1, 2]] >= 0.9) and np.all(said[[0, 3]] <= 0.1))


@pytest.mark.points(5)
@pytest.mark.hint("Does a training succeed from every start? A fixed seed, or written weights, always do.")
def test_every_time(student):
    """The network computes exclusive or each time it is asked for"""
    right = [computes_exclusive_or(student.xor_network()) for _ in range(4)]
    if not any(right):
        raise Mismatch("No call gives a network that computes exclusive or.", "never-right")
    if not all(right):
        raise Mismatch("Not every call gives a network that computes exclusive or.", "not-every-time")

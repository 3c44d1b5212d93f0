"""Hidden checks of `linear_collapse`: networks of one to six layers, and the network itself as the measure."""

from itertools import pairwise

import numpy as np
import pytest

from grader.numeric import assert_matches

# At most six factors of 4 by 4 with entries of size 1: honest orders of multiplying agree to 1e-13.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def draw_network(rng, sizes):
    """Draw weights and biases for layers of these sizes."""
    pairs = list(pairwise(sizes))
    return [rng.normal(scale=0.8, size=pair) for pair in pairs], [rng.normal(size=m) + 0.5 for _, m in pairs]


def check_collapse(student, reference, network):
    """Compare W and b with the reference's."""
    assert_matches(student.collapse(*network), reference.collapse(*network), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("W1 W2 in this order, and the first bias goes through the second layer too.")
def test_two_layers(student, reference, rng):
    """Random networks of two layers"""
    for sizes in ((3, 4, 2), (1, 5, 3), (4, 2, 1), (3, 3, 3)):
        check_collapse(student, reference, draw_network(rng, sizes))


@pytest.mark.points(2)
@pytest.mark.hint("Put two layers together, then that one and the third, and so on.")
def test_deep_networks(student, reference, rng):
    """Random networks of three to six layers"""
    for sizes in ((2, 3, 4, 1), (3, 2, 2, 4, 3), (2, 2, 3, 2, 4, 3, 2), (3, 3, 3, 3)):
        check_collapse(student, reference, draw_network(rng, sizes))


@pytest.mark.points(1)
@pytest.mark.hint("With one layer there is nothing to multiply.")
def test_one_layer(student, reference, rng):
    """A network of one layer is itself"""
    check_collapse(student, reference, draw_network(rng, (3, 2)))


@pytest.mark.points(1)
@pytest.mark.hint("Run the network layer by layer: your W and b must give the same.")
def test_same_answers_as_the_network(student, rng):
    """The collapsed layer gives the network's answers for a random batch"""
    weights, biases = draw_network(rng, (3, 5, 4, 2))
    X = rng.normal(size=(6, 3))
    A = X
    for W, b in zip(weights, biases, strict=True):
        A = A @ W + b
    W, b = student.collapse(weights, biases)
    assert_matches(np.asarray(W), weights[0] @ weights[1] @ weights[2], rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(X @ np.asarray(W) + np.asarray(b), A, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("`weights.pop()`, `W @= ...` and `b += ...` change what the caller still needs.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first, second = draw_network(rng, (3, 2, 2)), draw_network(rng, (3, 2, 2))
    for network in (first, second, first):
        answer = student.collapse(*network)
        assert_unchanged("weights", "biases")
        assert_matches(answer, reference.collapse(*network), rtol=RELATIVE, atol=ABSOLUTE)

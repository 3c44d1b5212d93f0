"""Visible checks of `linear_collapse`: the network of the slides."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# Three products of numbers of size 1: any order of adding agrees to 1e-15, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def layers():
    """Give the weights and biases of the worked example."""
    W1 = np.array([[-1.0538707, 0.5048061, 0.85320264], [-1.0153822, 1.1410997, 0.91900325]])
    W2 = np.array([[-1.3828045], [0.7208782], [1.1015257]])
    return [W1, W2], [np.array([-0.71859056, 0.42672893, 0.65301514]), np.array([0.97939676])]


@pytest.mark.points(1)
@pytest.mark.hint("W = W1 W2 and b = b1 W2 + b2.")
def test_worked_example(student):
    """The 2-3-1 network collapses into W = (2.7610..., 3.2389...) and b = 2.9999..."""
    weights, biases = layers()
    W, through = weights[0] @ weights[1], biases[0] @ weights[1]
    slips = {
        "first-bias-missing": ((W, biases[1]), "The first bias goes through the second layer: b1 W2 is missing in b."),
        "last-bias-missing": ((W, through), "The bias of the last layer is missing in b."),
        "bias-not-multiplied": ((W, biases[0].sum() + biases[1]), "The first bias is multiplied by W2, not added up."),
        "bias-subtracted": ((W, through - biases[1]), "The bias of the last layer is added, not subtracted."),
        "function-between": (
            (W, np.maximum(biases[0], 0.0) @ weights[1] + biases[1]),
            "There is no ReLU between these layers.",
        ),
    }
    answer = student.collapse(weights, biases)
    assert_matches(answer, (W, through + biases[1]), rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("x W + b of your W and b.")
def test_same_answer_as_the_network(student):
    """At (0.2, 0.5) the collapsed network gives 5.171692..."""
    answer = student.collapse(*layers())
    assert isinstance(answer, tuple | list), "return the pair (W, b)"
    W, b = answer
    assert_matches(np.array([0.2, 0.5]) @ np.asarray(W) + b, np.array([5.171692]), rtol=0.0, atol=5e-9)

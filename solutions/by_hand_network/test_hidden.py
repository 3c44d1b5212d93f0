"""Hidden checks of `by_hand_network`: each layer with the numbers of the student who handed the file in."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# Sums of products of numbers with one decimal place: what is typed is exact, what is computed here is off by 1e-15.
EXACT = 1e-9


def check_owner(answers, variant):
    """Say so where somebody solved another student's numbers; the numbers of the file itself are never used."""
    made_for = answers.get("made_for")
    if isinstance(made_for, str) and made_for.strip().casefold() != variant.student.strip().casefold():
        raise Mismatch(
            "Your file says that its numbers were drawn for another name than the one under which you handed it in; "
            "`grader start` with your own name gives you yours.",
            "other-numbers",
        )


def check(answers, variant, name, expected, mistakes):
    """Compare one answer; of a wrong one in a file with somebody else's numbers, say that first."""
    named = {tag: told for tag, told in mistakes.items() if not np.allclose(told[0], expected, rtol=0, atol=EXACT)}
    try:
        assert_matches(answers[name], expected, kind="array", rtol=0, atol=EXACT, expected_wrong=named)
    except Mismatch:
        check_owner(answers, variant)
        raise


class Layers:
    """The network of one student, worked through."""

    def __init__(self, variant):
        self.x, self.W1, self.b1 = np.array(variant.x), np.array(variant.W1, dtype=float), np.array(variant.b1)
        self.W2, self.b2 = np.array(variant.W2, dtype=float), np.array(variant.b2)
        self.Z1 = self.x @ self.W1 + self.b1
        self.A1 = np.maximum(self.Z1, 0)
        self.Z2 = self.A1 @ self.W2 + self.b2
        self.A2 = np.maximum(self.Z2, 0)


@pytest.fixture
def layers(variant):
    return Layers(variant)


@pytest.mark.points(3)
@pytest.mark.hint("A hidden neuron's weights are a column of the first matrix: one weight for each of the two inputs.")
def test_hidden_net(answers, variant, layers):
    """The net inputs of the hidden layer"""
    z, b = layers.x @ layers.W1, layers.b1
    mistakes = {
        "missing-bias": (z, "It looks as if the biases were left out."),
        "bias-subtracted": (z - b, "It looks as if the biases were subtracted."),
        "bias-twice": (z + 2 * b, "It looks as if the biases were added twice."),
        "inputs-exchanged": (layers.x[::-1] @ layers.W1 + b, "It looks as if the two inputs had changed places."),
    }
    check(answers, variant, "hidden_net", layers.Z1, mistakes)


@pytest.mark.points(2)
@pytest.mark.hint("ReLU looks at each neuron by itself.")
def test_hidden(answers, variant, layers):
    """The activations of the hidden layer"""
    mistakes = {
        "relu-forgotten": (layers.Z1, "ReLU of a negative number is 0."),
        "absolute-value": (np.abs(layers.Z1), "ReLU is not the absolute value: of a negative number it is 0."),
        "relu-sign": (np.maximum(-layers.Z1, 0), "ReLU keeps the positive numbers, not the negative ones."),
        "step-for-relu": ((layers.Z1 > 0) * 1.0, "ReLU leaves a positive number as it is; it does not make a 1 of it."),
    }
    check(answers, variant, "hidden", layers.A1, mistakes)


@pytest.mark.points(3)
@pytest.mark.hint("The second layer sees the activations of the hidden layer, not its net inputs.")
def test_output_net(answers, variant, layers):
    """The net inputs of the output layer"""
    z, b = layers.A1 @ layers.W2, layers.b2
    mistakes = {
        "relu-forgotten": (layers.Z1 @ layers.W2 + b, "The second layer sees what ReLU has left of the first."),
        "missing-bias": (z, "It looks as if the biases were left out."),
        "bias-subtracted": (z - b, "It looks as if the biases were subtracted."),
        "bias-twice": (z + 2 * b, "It looks as if the biases were added twice."),
    }
    check(answers, variant, "output_net", layers.Z2, mistakes)


@pytest.mark.points(2)
@pytest.mark.hint("ReLU once more.")
def test_output(answers, variant, layers):
    """The outputs"""
    exponentials = np.exp(layers.Z2 - layers.Z2.max())
    mistakes = {
        "relu-forgotten": (layers.Z2, "ReLU of a negative number is 0, in the last layer too."),
        "absolute-value": (np.abs(layers.Z2), "ReLU is not the absolute value: of a negative number it is 0."),
        "softmax-for-relu": (exponentials / exponentials.sum(), "There is ReLU after the last layer, not softmax."),
        "hidden-layer-again": (layers.A1[:2], "This is the hidden layer; the outputs come one layer later."),
    }
    check(answers, variant, "output", layers.A2, mistakes)

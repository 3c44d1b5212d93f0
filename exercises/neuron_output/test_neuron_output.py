"""Visible checks of `neuron_output`: the worked examples of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The examples are products of one-digit numbers: any order of adding them agrees to 1e-15, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

# What usual slips are told.
SLIPS = {
    "missing-bias": "It looks as if the bias `b` were left out.",
    "bias-subtracted": "It looks as if the bias `b` were subtracted.",
    "bias-for-each-input": "It looks as if the bias `b` were added once for each input; it counts once.",
    "mean-for-sum": "It looks as if the products were averaged; they are added.",
    "added-for-multiplied": "Inputs and weights were added; multiply each input by its weight.",
}


def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def slips(*values):
    """Give what each slip leads to, with what to say of it."""
    return {tag: (value, text) for (tag, text), value in zip(SLIPS.items(), values, strict=True)}


@pytest.mark.points(1)
@pytest.mark.hint("Multiply each input by its weight, add the products, then add b once.")
def test_worked_example(student):
    """The net input of the worked example is 0.8"""
    z = student.net_input(np.array([0.1, 0.2]), np.array([1.0, 2.0]), 0.3)
    assert_matches(z, 0.8, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips(0.5, 0.2, 1.1, 0.55, 3.6))


@pytest.mark.points(1)
@pytest.mark.hint("Call f with the net input and return what it gives.")
def test_worked_example_with_relu(student):
    """The output of the worked example with ReLU is 0.8"""
    a = student.neuron_output(np.array([0.1, 0.2]), np.array([1.0, 2.0]), 0.3, relu)
    assert_matches(a, 0.8, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips(0.5, 0.2, 1.1, 0.55, 3.6))


@pytest.mark.points(1)
@pytest.mark.hint("The net input is 2.6 and the sigmoid of it 0.9308615796566533.")
def test_perceptron(student):
    """The perceptron with three inputs: net input 2.6, sigmoid 0.930861..."""
    x, w, b = np.array([0.9, 0.2, 0.3]), np.array([2.0, 3.0, -1.0]), 0.5
    z, a = student.net_input(x, w, b), student.neuron_output(x, w, b, sigmoid)
    wrong = slips(2.1, 1.6, 3.6, 1.2, 5.9)
    assert_matches(z, 2.6, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)
    wrong = {tag: (sigmoid(value), text) for tag, (value, text) in wrong.items()}
    assert_matches(a, 0.9308615796566533, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)

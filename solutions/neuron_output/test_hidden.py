"""Hidden checks of `neuron_output`: random neurons of every size, and every kind of activation function."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# Sums of at most 20 products of size 1 agree to about 1e-15 in whatever order they are added; the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def tanh(z):
    return np.tanh(z)


def parabola(z):
    return np.asarray(z, dtype=float) ** 2 - 3.0


def step(z):
    return np.where(np.asarray(z) > 0, 1.0, -1.0)[()]


def draw_neuron(rng, d):
    """Draw inputs, weights and a bias that is far enough from 0 to be missed."""
    return rng.normal(size=d), rng.normal(size=d), float(rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 2.0))


@pytest.mark.points(2)
@pytest.mark.hint("Does every weight reach the sum, and the bias exactly once?")
def test_many_inputs(student, reference, rng):
    """The net input of random neurons with 2 to 20 inputs"""
    for d in (2, 3, 5, 20):
        x, w, b = draw_neuron(rng, d)
        wrong = {
            "added-for-multiplied": (x.sum() + w.sum() + b, "Multiply each input by its weight; do not add them."),
            "example-for-all": (0.8 if d == 2 else 2.6, "This is the example's answer, whatever the inputs are."),
        }
        z, expected = student.net_input(x, w, b), reference.net_input(x, w, b)
        assert_matches(z, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("With one input the net input is w*x + b, still a number and not an array of shape (1,).")
def test_one_input(student, reference, rng):
    """A neuron with a single input"""
    for _ in range(3):
        x, w, b = draw_neuron(rng, 1)
        assert_matches(student.net_input(x, w, b), reference.net_input(x, w, b), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Call the f that is given, once the sum and the bias are complete.")
def test_any_activation(student, reference, rng):
    """The output of random neurons with different activation functions"""
    for f in (sigmoid, tanh, parabola, relu, step):
        for d in (2, 4, 7):
            x, w, b = draw_neuron(rng, d)
            a, expected = student.neuron_output(x, w, b, f), reference.neuron_output(x, w, b, f)
            wrong = {
                "activation-before-bias": (f(w @ x) + b, "The bias was added after f; it belongs inside."),
                "activation-before-sum": (np.sum(f(w * x)) + b, "f was applied to each product; first add them up."),
                "inputs-activated": (w @ f(x) + b, "f was applied to the inputs; it is applied to the net input."),
            }
            assert_matches(a, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Does a call leave something behind, in a global variable for instance, that the next one meets?")
def test_same_answer_again(student, reference, rng):
    """The same neuron gives the same answer whatever was asked before"""
    first, second = draw_neuron(rng, 4), draw_neuron(rng, 6)
    once, other, again = (student.net_input(*neuron) for neuron in (first, second, first))
    numbers = all(isinstance(z, (int, float, np.number)) for z in (once, other, again))
    if numbers and once != again:
        raise Mismatch("One neuron, asked twice, gives two answers: a call keeps something.", "kept-between-calls")
    if numbers and once == other:
        raise Mismatch("Two neurons get the same answer: is it computed anew from the arguments?", "always-the-same")
    for x, w, b in (first, second, first, first):
        assert_matches(student.net_input(x, w, b), reference.net_input(x, w, b), rtol=RELATIVE, atol=ABSOLUTE)
        output, expected = student.neuron_output(x, w, b, parabola), reference.neuron_output(x, w, b, parabola)
        assert_matches(output, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("`x *= w` writes into the caller's array; `x * w` makes a new one.")
def test_arguments_unchanged(student, reference, rng, assert_unchanged):
    """Inputs and weights are as they were after a call"""
    x, w, b = draw_neuron(rng, 4)
    z = student.net_input(x, w, b)
    assert_unchanged("x", "w", "b")
    a = student.neuron_output(x, w, b, parabola)
    assert_unchanged("x", "w", "b", "f")
    assert_matches(z, reference.net_input(x, w, b), rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(a, reference.neuron_output(x, w, b, parabola), rtol=RELATIVE, atol=ABSOLUTE)

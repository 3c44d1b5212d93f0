"""Hidden checks of `backprop`: random networks of uneven shapes, one example and many, and finite differences."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# Sums of at most 12 products of size 1, one tanh and one exponential keep 14 digits; the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

# Central differences with a step of 1e-5 carry a truncation error of about 1e-10 and, dividing rounding errors of 1e-16
# by the step, one of about 1e-11. A wrong term or factor is off by 1e-3 and more.
STEP = 1e-5
DIFFERENCES_ABSOLUTE = 1e-8
DIFFERENCES_RELATIVE = 1e-6


def draw_network(rng, n, d_in, h, d_out):
    """Draw a batch, its labels and the parameters; all sizes differ, so that a wrong transpose cannot fit."""
    X, Y = rng.normal(size=(n, d_in)), rng.integers(0, 2, size=(n, d_out)).astype(float)
    W1, b1 = rng.normal(scale=0.7, size=(d_in, h)), rng.normal(scale=0.5, size=h)
    W2, b2 = rng.normal(scale=0.7, size=(h, d_out)), rng.normal(scale=0.5, size=d_out)
    return X, Y, W1, b1, W2, b2


def activations(X, W1, b1, W2, b2):
    """Give A1 and A2 as the statement defines them."""
    A1 = np.tanh(X @ W1 + b1)
    return A1, 1.0 / (1.0 + np.exp(-(A1 @ W2 + b2)))


def loss(X, Y, W1, b1, W2, b2):
    """Give the averaged binary cross entropy."""
    A2 = activations(X, W1, b1, W2, b2)[1]
    return -np.mean(Y * np.log(A2) + (1.0 - Y) * np.log(1.0 - A2))


def central_differences(f, parameter):
    """Give the gradient of f by moving one entry of the parameter at a time."""
    gradient = np.zeros_like(parameter)
    for index in np.ndindex(parameter.shape):
        ahead, behind = parameter.copy(), parameter.copy()
        ahead[index] += STEP
        behind[index] -= STEP
        gradient[index] = (f(ahead) - f(behind)) / (2.0 * STEP)
    return gradient


def hidden_gradients(X, dZ1):
    """Give the gradients of the first layer that belong to a dZ1."""
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}


def known_mistakes(X, Y, W2, A1, A2, right):
    """Give what the usual mistakes in the chain lead to, by tag, with what to say."""
    dZ2 = (A2 - Y) / Y.size
    squared = dZ2 * A2 * (1.0 - A2)
    lost = dZ2 * np.where(Y > 0.5, 1.0, -1.0)
    dA1 = dZ2 @ W2.T
    return {
        "missing-factor": (
            right | hidden_gradients(X, dA1),
            "The derivative of tanh, 1 - A1**2, is missing from dZ1.",
        ),
        "wrong-derivative": (
            right | hidden_gradients(X, dA1 * A1 * (1.0 - A1)),
            "dZ1 has the derivative of the sigmoid, A1 * (1 - A1); the hidden layer is tanh.",
        ),
        "derivative-of-relu": (
            right | hidden_gradients(X, dA1 * (A1 > 0)),
            "dZ1 has the derivative of ReLU; the hidden layer is tanh.",
        ),
        "inner-sign-lost": (
            {"dW2": A1.T @ lost, "db2": lost.sum(axis=0)} | hidden_gradients(X, (lost @ W2.T) * (1.0 - A1**2)),
            "The derivative of ln(1 - A2) has a minus inside: dZ2 is A2 - Y for all Y, with one sign.",
        ),
        "derivative-of-activated": (
            right | hidden_gradients(X, dA1 * (1.0 - np.tanh(A1) ** 2)),
            "A1 is tanh of the net input already: its derivative is 1 - A1**2, without another tanh.",
        ),
        "extra-factor": (
            {"dW2": A1.T @ squared, "db2": squared.sum(axis=0)} | hidden_gradients(X, (squared @ W2.T) * (1.0 - A1**2)),
            "dZ2 has the factor A2 * (1 - A2) once too often: for the cross entropy it cancels.",
        ),
    }


def assert_gradients(gradients, right, X, Y, W2, A1, A2):
    """Compare all four gradients, and name the mistake where there is one."""
    if compare_numbers(gradients, right, RELATIVE, ABSOLUTE).matches:
        return  # the gradients of the known mistakes take longer than the check itself
    wrong = known_mistakes(X, Y, W2, A1, A2, right)
    assert_matches(gradients, right, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


def check_backward(student, reference, network):
    """Give the student consistent activations and compare the gradients with the reference's."""
    X, Y, W1, b1, W2, b2 = network
    A1, A2 = activations(X, W1, b1, W2, b2)
    right = reference.backward(X, Y, W2, A1, A2)
    assert_gradients(student.backward(X, Y, W2, A1, A2), right, X, Y, W2, A1, A2)


@pytest.mark.points(1)
@pytest.mark.hint("A1 = tanh(X @ W1 + b1) and A2 = sigmoid(A1 @ W2 + b2).")
def test_forward_batches(student, reference, rng):
    """The forward pass of random networks, one example and many"""
    for n, d_in, h, d_out in ((6, 4, 3, 2), (1, 3, 5, 1), (5, 1, 2, 4), (12, 2, 1, 3)):
        X, _, *parameters = draw_network(rng, n, d_in, h, d_out)
        answer, expected = student.forward(X, *parameters), reference.forward(X, *parameters)
        assert_matches(answer, tuple(expected), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Check each step: dZ2, dW2, db2, then dZ1 with the derivative of tanh, dW1, db1.")
def test_backward_batches(student, reference, rng):
    """All gradients of random networks with one output, many examples"""
    for n, d_in, h in ((6, 4, 3), (9, 2, 5), (4, 3, 1)):
        check_backward(student, reference, draw_network(rng, n, d_in, h, 1))


@pytest.mark.points(1)
@pytest.mark.hint("The loss is the mean over all n * d_out entries of Y, and not over the examples only.")
def test_backward_several_outputs(student, reference, rng):
    """All gradients of random networks with several outputs"""
    for n, d_in, h, d_out in ((6, 4, 3, 2), (5, 2, 4, 3), (2, 1, 3, 5)):
        check_backward(student, reference, draw_network(rng, n, d_in, h, d_out))


@pytest.mark.points(1)
@pytest.mark.hint("With one example the matrices have one row; db1 still has shape (h,).")
def test_backward_one_example(student, reference, rng):
    """All gradients for a batch of one example"""
    for d_in, h, d_out in ((4, 3, 2), (3, 5, 1), (1, 1, 1)):
        check_backward(student, reference, draw_network(rng, 1, d_in, h, d_out))


@pytest.mark.points(1)
@pytest.mark.hint("Move one weight a little: does the loss change by what the gradient says?")
def test_backward_finite_differences(student, rng):
    """The gradients agree with finite differences of the loss"""
    X, Y, W1, b1, W2, b2 = draw_network(rng, 5, 3, 4, 2)
    expected = {
        "dW1": central_differences(lambda W: loss(X, Y, W, b1, W2, b2), W1),
        "db1": central_differences(lambda b: loss(X, Y, W1, b, W2, b2), b1),
        "dW2": central_differences(lambda W: loss(X, Y, W1, b1, W, b2), W2),
        "db2": central_differences(lambda b: loss(X, Y, W1, b1, W2, b), b2),
    }
    gradients = student.backward(X, Y, W2, *activations(X, W1, b1, W2, b2))
    assert_matches(gradients, expected, rtol=DIFFERENCES_RELATIVE, atol=DIFFERENCES_ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("backward must use the A1 and A2 it is given, not those of the last forward.")
def test_no_memory_between_calls(student, reference, rng):
    """backward does not depend on the forward pass before it, and the same call gives the same answer"""
    first, second = draw_network(rng, 4, 3, 2, 1), draw_network(rng, 4, 3, 2, 1)
    for network in (first, second, first):
        other = second if network is first else first
        X, _, *parameters = other
        A1, A2 = reference.forward(X, *parameters)
        assert_matches(student.forward(X, *parameters), (A1, A2), rtol=RELATIVE, atol=ABSOLUTE)
        check_backward(student, reference, network)


@pytest.mark.points(1)
@pytest.mark.hint("`A2 -= Y` writes into the caller's array; `A2 - Y` makes a new one.")
def test_arguments_unchanged(student, reference, rng, assert_unchanged):
    """All arguments are as they were after a call"""
    X, Y, W1, b1, W2, b2 = draw_network(rng, 4, 3, 2, 2)
    A1, A2 = activations(X, W1, b1, W2, b2)
    layers = student.forward(X, W1, b1, W2, b2)
    assert_unchanged("X", "W1", "b1", "W2", "b2")
    gradients = student.backward(X, Y, W2, A1, A2)
    assert_unchanged("X", "Y", "W2", "A1", "A2")
    assert_matches(layers, (A1, A2), rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(gradients, reference.backward(X, Y, W2, A1, A2), rtol=RELATIVE, atol=ABSOLUTE)

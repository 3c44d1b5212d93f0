"""A wrong answer is told by calling the reference again with what was probably used instead."""

import numpy as np
import pytest
from course_reference import (
    A1,
    A2,
    BIASES,
    START,
    W2,
    WEIGHTS,
    Q,
    W,
    X,
    Y,
    b,
    b2,
    bias,
    network,
    p,
    relu,
    sigmoid,
    slope,
    softmax,
    steps,
    u,
    v,
    w,
    x,
)

from grader.numeric import compare_numbers

CASES = {
    # name: (function, arguments, the student's answer, tag, words of the sentence)
    "contract": ("net_input", (x, w, b), float(x @ w), "missing-bias", "`b`"),
    "bias twice": ("net_input", (x, w, b), float(x @ w) + 2 * b, "double-bias", "twice"),
    "bias for each input": ("net_input", (x, w, b), float(x @ w) + 5 * b, "double-bias", "n times"),
    "bias subtracted": ("net_input", (x, w, b), float(x @ w) - b, "argument-sign", "subtracted"),
    "only the bias": ("net_input", (x, w, b), b, "argument-returned", "`b`"),
    "weights forgotten": ("net_input", (x, w, b), float(x.sum()) + b, "ignored-argument", "`w`"),
    "x for w": ("net_input", (x, w, b), float(x @ x) + b, "argument-reused", "`x` were used in the place of `w`"),
    "mean": ("net_input", (x, w, b), float(np.mean(x * w)) + b, "constant-factor", "1/n"),
    "last input forgotten": ("net_input", (x, w, b), float(x[:-1] @ w[:-1]) + b, "part-ignored", "last entry"),
    "first input forgotten": ("net_input", (x, w, b), float(x[1:] @ w[1:]) + b, "part-ignored", "first entry"),
    "two inputs only": ("net_input", (x, w, b), float(x[:2] @ w[:2]) + b, "part-ignored", "first two"),
    "products": ("net_input", (x, w, b), x * w, "wrong-shape", "single number"),
    "bias forgotten before f": ("neuron_output", (x, w, b, np.tanh), np.tanh(x @ w), "missing-bias", "`b`"),
    "bias forgotten, plain f": ("neuron_output", (x, w, b, sigmoid), sigmoid(x @ w), "missing-bias", "`b`"),
    "bias forgotten, lambda": ("neuron_output", (x, w, b, lambda z: z**3), float(x @ w) ** 3, "missing-bias", "`b`"),
    "bias after f": ("neuron_output", (x, w, b, np.tanh), np.tanh(x @ w) + b, "bias-after-activation", "after"),
    "layer bias after f": (
        "layer_forward",
        (X, W, bias, np.sin),
        np.sin(X @ W) + bias,
        "bias-after-activation",
        "after",
    ),
    "f forgotten": ("neuron_output", (x, w, b, sigmoid), float(x @ w + b), "missing-activation", "`f`"),
    "both forgotten": ("neuron_output", (x, w, b, np.cos), float(x @ w), "missing-activation", "neither"),
    "own relu": ("neuron_output", (x, w, 9.0, np.sin), float(x @ w) + 9, "missing-activation", "`f`"),
    "own sigmoid": ("neuron_output", (x, w, b, np.sin), float(sigmoid(x @ w + b)), "wrong-activation", "sigmoid"),
    "layer bias": ("layer_forward", (X, W, bias, relu), relu(X @ W), "missing-bias", "`b`"),
    "layer transposed weights": (
        "layer_forward",
        (X, Q, bias[:3], relu),
        relu(X @ Q.T + bias[:3]),
        "transposed-argument",
        "`W`",
    ),
    "f twice": ("neuron_output", (x, w, b, np.cos), float(np.cos(np.cos(x @ w + b))), "activation-twice", "`f`"),
    "layer f": ("layer_forward", (X, W, bias, softmax), X @ W + bias, "missing-activation", "`f`"),
    "network biases": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network(biases=[0, 0, 0]),
        "missing-bias",
        "biases",
    ),
    "network last bias": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network(biases=[*BIASES[:2], 0]),
        "missing-bias",
        "one layer",
    ),
    "network output forgotten": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network(output=lambda z: z),
        "missing-activation",
        "`output`",
    ),
    "network hidden forgotten": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network(hidden=lambda z: z),
        "missing-activation",
        "`hidden`",
    ),
    "network hidden for output": (
        "forward",
        (X, WEIGHTS, BIASES, np.sin, np.cos),
        network(hidden=np.sin, output=np.sin),
        "argument-reused",
        "`hidden`",
    ),
    "network exchanged": (
        "forward",
        (X, WEIGHTS, BIASES, np.sin, np.cos),
        network(hidden=np.cos, output=np.sin),
        "argument-reused",
        "in the place of `hidden`",
    ),
    "network without input": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network()[1:],
        "wrong-length",
        "first entry of the list is missing",
    ),
    "network only the end": (
        "forward",
        (X, WEIGHTS, BIASES, np.tanh, softmax),
        network()[-1],
        "wrong-length",
        "Only entry [3]",
    ),
    "two layers, b1": (
        "two_layers",
        (X, W, bias, W2, b2),
        (np.tanh(X @ W), sigmoid(np.tanh(X @ W) @ W2 + b2)),
        "missing-bias",
        "`b1`",
    ),
    "two layers, b2": ("two_layers", (X, W, bias, W2, b2), (A1, sigmoid(A1 @ W2)), "missing-bias", "`b2`"),
    "two layers, no sigmoid": ("two_layers", (X, W, bias, W2, b2), (A1, A1 @ W2 + b2), "missing-activation", "sigmoid"),
    "two layers, no tanh": ("two_layers", (X, W, bias, W2, b2), (X @ W + bias, A2), "missing-activation", "tanh"),
    "swap": (
        "cost",
        (START, u, v),
        float(0.5 * np.sum((START[0] + START[1] * v - u) ** 2)),
        "swapped-arguments",
        "`x` and `y`",
    ),
    "mean cost": (
        "cost",
        (START, u, v),
        float(0.5 * np.mean((START[0] + START[1] * u - v) ** 2)),
        "constant-factor",
        "n being the length of `x`",
    ),
    "cost without half": (
        "cost",
        (START, u, v),
        float(np.sum((START[0] + START[1] * u - v) ** 2)),
        "constant-factor",
        "twice",
    ),
    "last point forgotten": (
        "cost",
        (START, u, v),
        float(0.5 * np.sum((START[0] + START[1] * u - v)[:-1] ** 2)),
        "part-ignored",
        "last entry of `x`, `y`",
    ),
    "y forgotten": (
        "cost",
        (START, u, v),
        float(0.5 * np.sum((START[0] + START[1] * u) ** 2)),
        "ignored-argument",
        "`y`",
    ),
    "y added": (
        "cost",
        (START, u, v),
        float(0.5 * np.sum((START[0] + START[1] * u + v) ** 2)),
        "argument-sign",
        "wrong sign",
    ),
    "gradient negative": ("gradient", (START, u, v), -slope(START), "sign-flipped", "sign"),
    "uphill": ("descent", (u, v, START, 0.05, 6), steps(-0.05, slope), "argument-sign", "learning_rate"),
    "mean gradient": ("descent", (u, v, START, 0.05, 6), steps(0.05 / 7, slope), "constant-factor", "1/n"),
    "factor two": ("descent", (u, v, START, 0.05, 6), steps(0.1, slope), "constant-factor", "`learning_rate`"),
    "fixed rate": ("descent", (u, v, START, 0.05, 6), steps(0.01, slope), "ignored-argument", "`learning_rate`"),
    "start ignored": (
        "descent",
        (u, v, START, 0.05, 6),
        steps(0.05, slope, start=np.zeros(2)),
        "ignored-argument",
        "`beta0`",
    ),
    "start left out": (
        "descent",
        (u, v, START, 0.05, 6),
        steps(0.05, slope)[1:],
        "wrong-shape",
        "first one is missing",
    ),
    "only the end": ("descent", (u, v, START, 0.05, 6), steps(0.05, slope)[-1], "wrong-shape", "Only the last one"),
    "rows are one array": (
        "descent",
        (u, v, START, 0.05, 6),
        np.tile(steps(0.05, slope)[-1], (7, 1)),
        "all-the-same",
        "copy",
    ),
    "square root": ("mse", (u, v), float(np.sqrt(np.mean((u - v) ** 2))), "square-root", "root"),
    "natural for binary": (
        "cross_entropy",
        ((u > 0) * 1.0, p),
        float(-np.mean(np.where(u > 0, np.log2(p), np.log2(1 - p)))),
        "constant-factor",
        "ln 2",
    ),
    "cross entropy sign": (
        "cross_entropy",
        ((u > 0) * 1.0, p),
        float(np.mean(np.where(u > 0, np.log(p), np.log(1 - p)))),
        "sign-flipped",
        "sign",
    ),
    "biases for weights": ("count_weights", ([2, 4, 4],), 8, "other-function", "`count_biases`"),
    "float count": ("count_weights", ([2, 4, 4],), 24.0, "wrong-type", "float"),
    "sigmoid for softmax": ("softmax", (X,), sigmoid(X), "other-function", "`sigmoid`"),
    "argument back": ("sigmoid", (u,), u.copy(), "argument-returned", "`z`"),
    "absolute value": ("relu", (u,), np.abs(u), "only-some-signs", "absolute value"),
    "leaky relu": ("relu", (u,), np.where(u > 0, u, 0.01 * u), "only-some-signs", "positive"),
    "derivative of the activated": ("sigmoid_prime", (u,), u * (1 - u), "derivative-of-activated", "`z`"),
    "value for derivative": ("sigmoid_prime", (u,), sigmoid(u), "other-function", "`sigmoid`"),
    "exponent's sign": ("sigmoid", (u,), sigmoid(-u), "argument-sign", "`z`"),
    "wrong at zero": (
        "relu_prime",
        (np.array([-1.0, 0.0, 2.0, 0.0]),),
        np.array([0.0, 1.0, 1.0, 1.0]),
        "wrong-at-zero",
        "`z`",
    ),
    "one at zero": ("relu_prime", (np.array([0.0]),), np.array([1.0]), "wrong-at-zero", "`z`"),
    "half at a number zero": ("relu_prime", (0.0,), 0.5, "wrong-at-zero", "`z`"),
    "relu for its derivative": ("relu_prime", (u,), relu(u), "other-function", "`relu`"),
    "b is no bias": ("relative_error", (u, v), 1.0, "", "not right"),
    "positional and keyword only": ("scale_and_shift", (u, 3.0), u * 3, "ignored-argument", "`shift`"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_mistakes_are_explained_by_the_call(reference, case):
    """A wrong answer is explained by what the reference gives for other arguments."""
    name, arguments, answer, tag, words = case

    comparison = compare_numbers(answer, getattr(reference, name)(*arguments), rtol=1e-9, atol=1e-12)

    assert (comparison.diagnosis, words in comparison.sentence) == (tag, True), comparison.sentence


def test_gradients_in_a_dict_are_explained(reference):
    """The part of a dict that is wrong is explained by the call that gave the dict."""
    answer = reference.backward(X, Y, W2, A1, A2) | {"dW1": X.T @ (((A2 - Y) / Y.size) @ W2.T)}
    assert compare_numbers(answer, reference.backward(X, Y, W2, A1, A2)).diagnosis == "ignored-argument"

    mean = reference.backward(X, Y, W2, A1, A2)
    mean = {key: value * 2 for key, value in mean.items()}
    comparison = compare_numbers(mean, reference.backward(X, Y, W2, A1, A2))
    assert comparison.diagnosis == "constant-factor"
    assert comparison.sentence.startswith("`dW1`: ")

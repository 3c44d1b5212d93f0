"""The recorded reference: it behaves as the module does, and explains wrong answers by the call that was due."""

import inspect
import types

import numpy as np
import pytest

from grader.numeric import compare_numbers, recorded_reference, recording
from grader.numeric.recalls import MOST_CALLS, is_harmless

SOURCE = '''
import numpy as np
from math import exp

RATE = 0.1
calls = []

class Model:
    def fit(self, X):
        return self

def relu(z): return np.maximum(z, 0)
def sigmoid(z): return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
def tanh(z): return np.tanh(z)
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
def sigmoid_prime(z): return sigmoid(z) * (1 - sigmoid(z))
def relu_prime(z): return np.where(np.asarray(z) > 0, 1.0, 0.0)
def net_input(x, w, b):
    """Give the weighted sum."""
    return float(np.dot(x, w) + b)
def neuron_output(x, w, b, f): return float(f(net_input(x, w, b)))
def layer_forward(X, W, b, f): return f(X @ W + b)
def forward(X, weights, biases, hidden, output):
    activations = [X]
    for W, b in zip(weights[:-1], biases[:-1]):
        activations.append(hidden(activations[-1] @ W + b))
    activations.append(output(activations[-1] @ weights[-1] + biases[-1]))
    return activations
def two_layers(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    return A1, sigmoid(A1 @ W2 + b2)
def backward(X, Y, W2, A1, A2):
    dZ2 = (A2 - Y) / Y.size
    dZ1 = (dZ2 @ W2.T) * (1 - A1**2)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0)}
def cost(beta, x, y): return float(0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2))
def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return np.array([r.sum(), (r * x).sum()])
def descent(x, y, beta0, learning_rate, n_steps):
    path = [np.array(beta0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1], x, y))
    return np.array(path)
def sgd(x, y, beta0, learning_rate, order):
    path = [np.array(beta0, dtype=float)]
    for k in order:
        path.append(path[-1] - learning_rate * gradient(path[-1], x[k:k + 1], y[k:k + 1]))
    return np.array(path)
def mse(y, y_hat): return float(np.mean((y - y_hat) ** 2))
def cross_entropy(y, p): return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
def count_weights(layer_sizes): return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))
def count_biases(layer_sizes): return sum(layer_sizes[1:])
def relative_error(a, b): return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))
def numerical_gradient(f, theta, eps=1e-5): return np.array([(f(t + eps) - f(t - eps)) / (2 * eps) for t in theta])
def scale_and_shift(x, /, factor, *, shift=1.0): return x * factor + shift
def total(*values): return float(sum(values))
def noisy(x): return x + np.random.default_rng().normal()
def spoils(x):
    x *= 2
    return x + 1
def counted(x):
    calls.append(1)
    return 3.0 * x + 1.0
def fails(x): raise RuntimeError("no")
'''


@pytest.fixture
def module():
    """A reference module of its own for each test, with nothing recorded."""
    recording.start_test()
    made = types.ModuleType("made_reference")
    exec(compile(SOURCE, "made_reference.py", "exec"), made.__dict__)
    return made


@pytest.fixture
def reference(module):
    """That module, recorded."""
    return recorded_reference(module)


rng = np.random.default_rng(11)
x, w, b = rng.normal(size=5), rng.normal(size=5), 0.3
X, W, bias = rng.normal(size=(6, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
Q = rng.normal(size=(3, 3))
WEIGHTS = [rng.normal(size=(3, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 2))]
BIASES = [rng.normal(size=4), rng.normal(size=5), rng.normal(size=2)]
Y = (rng.normal(size=(6, 2)) > 0).astype(float)
u, v = rng.normal(size=7), rng.normal(size=7)
p = rng.uniform(0.1, 0.9, size=7)
START = np.array([0.4, -0.7])
ORDER = np.array([3, 0, 5, 2, 6, 1, 4])


def relu(z):
    """Give max(0, z)."""
    return np.maximum(z, 0)


def sigmoid(z):
    """Give 1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def softmax(z):
    """Give a row-wise softmax."""
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def steps(rate, gradient, n=6, start=START):
    """Give the path of a descent."""
    path = [start]
    for _ in range(n):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)


def slope(beta):
    """Give the gradient of the cost of u, v."""
    r = beta[0] + beta[1] * u - v
    return np.array([r.sum(), (r * u).sum()])


def network(weights=WEIGHTS, biases=BIASES, hidden=np.tanh, output=softmax):
    """Give all activations of the network."""
    found = [X]
    for i, (matrix, row) in enumerate(zip(weights, biases, strict=True)):
        found.append((output if i == len(weights) - 1 else hidden)(found[-1] @ matrix + row))
    return found


A1 = np.tanh(X @ W + bias)
W2, b2 = rng.normal(size=(4, 2)), rng.normal(size=2)
A2 = sigmoid(A1 @ W2 + b2)

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
        "6 were returned",
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
    "b is no bias": ("relative_error", (u, v), 1.0, "ignored-argument", "`a`"),
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


def test_order_ignored(reference):
    """A descent that takes the points as they come is told that the order had no effect."""
    answer = reference.sgd(u, v, START, 0.05, np.arange(7))

    comparison = compare_numbers(answer, reference.sgd(u, v, START, 0.05, ORDER))

    assert comparison.diagnosis in ("ignored-argument", "previous-answer")
    recording.start_test()
    comparison = compare_numbers(answer, reference.sgd(u, v, START, 0.05, ORDER))
    assert (comparison.diagnosis, "`order`" in comparison.sentence) == ("ignored-argument", True)


def test_parts_and_derived_values_of_a_result(reference):
    """An element of a result is explained like the whole; what is computed from a result gets the generic words."""
    hidden, output = reference.two_layers(X, W, bias, W2, b2)

    assert compare_numbers(np.tanh(X @ W), hidden).diagnosis == "missing-bias"
    assert compare_numbers(sigmoid(A1 @ W2), output).diagnosis == "missing-bias"
    assert compare_numbers(-2 * hidden[0], hidden[0] * 2).diagnosis == "sign-flipped"
    assert compare_numbers(float(x @ w), float(np.float64(reference.net_input(x, w, b)))).diagnosis == "missing-bias"


def test_results_put_together_in_the_test(reference):
    """A tuple made anew of a call's results, or of copies of them, is explained by that call part by part."""
    hidden, output = reference.two_layers(X, W, bias, W2, b2)
    answer = (A1, sigmoid(A1 @ W2))

    for due in ((hidden, output), (hidden.copy(), output.copy()), [hidden, output], {0: hidden, 1: output}):
        given = dict(enumerate(answer)) if isinstance(due, dict) else answer
        assert compare_numbers(given, due).diagnosis == "missing-bias"


def test_previous_answer(reference):
    """The answer of an earlier call, or a sum over earlier calls, is recognised."""
    first = reference.net_input(x, w, 0.3)
    second = reference.net_input(w, w, 1.7)
    third = reference.net_input(x + 1, w, -0.4)

    assert compare_numbers(second, third).diagnosis == "previous-answer"
    assert compare_numbers(first, third).diagnosis == "previous-answer"
    assert compare_numbers(first + second, second).diagnosis == "previous-answer"
    assert compare_numbers(first + second + third, third).diagnosis == "previous-answer"


def test_previous_answer_is_of_this_test(reference):
    """start_test forgets what was called before."""
    first = reference.net_input(x, w, 0.3)
    recording.start_test()
    second = reference.net_input(w, w, 1.7)

    assert compare_numbers(first, second).diagnosis != "previous-answer"


def test_repeated_calls_are_no_previous_answers(reference):
    """A right answer that is the same as before is right."""
    for _ in range(3):
        assert compare_numbers(reference.net_input(x, w, b), reference.net_input(x, w, b)).matches


def test_arguments_changed_later_do_not_matter(reference):
    """The call is explained with the arguments as they were."""
    inputs = x.copy()
    due = reference.net_input(inputs, w, b)
    inputs[:] = 0

    assert compare_numbers(float(x @ w), due).diagnosis == "missing-bias"


def test_reference_that_changes_its_arguments(reference):
    """A reference that spoils its arguments is recorded with them unspoilt, and called again on copies."""
    inputs = u.copy()
    due = reference.spoils(inputs)

    assert np.array_equal(due, 2 * u + 1)
    assert compare_numbers(-2 * u + 1, due).diagnosis == "argument-sign"
    assert np.array_equal(due, 2 * u + 1)


def test_reference_with_chance_in_it_explains_nothing(reference):
    """A function that does not give the same again is not asked."""
    due = reference.noisy(4.0)

    assert compare_numbers(due + 7.7, due).diagnosis == ""


def test_calls_are_bounded_and_only_made_for_wrong_answers(module, reference):
    """A right answer makes no further call; a wrong one a bounded number."""
    due = reference.counted(u)
    assert compare_numbers(due.copy(), due).matches
    assert len(module.calls) == 1

    assert not compare_numbers(u**3, due).matches
    assert 1 < len(module.calls) <= MOST_CALLS + 1


def test_variable_arguments_are_not_explained(reference):
    """A call with *args has no named parameters; the generic words remain."""
    assert compare_numbers(-6.5, reference.total(1.5, 2.0, 3.0)).diagnosis == "sign-flipped"
    assert compare_numbers(4.1, reference.total(1.5, 2.0, 3.0)).diagnosis == ""


def test_large_arguments_are_neither_copied_nor_called_again(reference):
    """A call on more than a million numbers is told in generic words."""
    large = np.ones(1_000_001)

    assert compare_numbers(-large, reference.tanh(large) / np.tanh(1)).diagnosis == "sign-flipped"
    assert compare_numbers(large * 0.3 + 0.1, reference.tanh(large)).diagnosis != "missing-activation"


class Proxy:
    """Stands for a student's function: calling it counts."""

    def __init__(self):
        self.calls = 0

    def __call__(self, z):
        """Count, and give the square."""
        self.calls += 1
        return z**2


def test_callables_of_the_student_are_not_called_again(reference):
    """With the student's function among the arguments nothing is asked but what happens without it."""
    proxy = Proxy()
    due = reference.neuron_output(x, w, b, proxy)
    assert proxy.calls == 1

    assert compare_numbers(float(x @ w) ** 2, due).diagnosis != "missing-bias"
    assert proxy.calls == 1
    assert compare_numbers(float(x @ w) ** 5 + 3, due).diagnosis == ""
    assert proxy.calls == 1


def test_what_counts_as_harmless(module, reference):
    """Numpy's and the reference's functions are harmless, and plain functions of them; counters and objects are not."""
    proxy, seen = Proxy(), []

    def counting(z):
        seen.append(z)
        return z

    def writing(z):
        nonlocal proxy
        proxy = z
        return z

    def by_default(z, f=proxy):
        return f(z)

    count = np.zeros(1)

    def counting_in_an_array(z):
        count[0] += 1
        return z

    def by_name(z):
        return proxy(z) + 1

    harmless = [np.tanh, np.sum, np.clip, np.linalg.norm, module.relu, reference.relu, relu, sigmoid, softmax, abs]
    harmless.append(lambda z: z * b)
    harmful = [proxy, counting, writing, by_default, counting_in_an_array, by_name, print, Proxy, proxy.__call__, eval]
    assert [function for function in harmless if not is_harmless(function, module)] == []
    assert [function for function in harmful if is_harmless(function, module)] == []


def test_gradient_check_with_a_plain_function(reference):
    """A reference that takes a function is explained where that function is harmless."""
    due = reference.numerical_gradient(lambda t: t**3, u)

    assert compare_numbers(2 * due, due).diagnosis == "constant-factor"
    assert compare_numbers(reference.numerical_gradient(lambda t: t**3, u, eps=1e-3), due, 1e-9, 0).diagnosis in (
        "nearly",
        "ignored-argument",
        "previous-answer",
        "off-by-constant",
    )


def test_attributes_are_those_of_the_module(module, reference):
    """Classes, numbers and imported modules pass through; a missing name is missing."""
    assert reference.Model is module.Model
    assert isinstance(reference.Model().fit(X), module.Model)
    assert reference.RATE == 0.1
    assert reference.np is np
    assert reference.exp(0.0) == 1.0
    assert hasattr(reference, "relu")
    assert not hasattr(reference, "rellu")
    with pytest.raises(AttributeError):
        reference.rellu
    assert isinstance(reference, types.ModuleType)
    assert reference.__name__ == module.__name__
    assert {"net_input", "Model", "RATE"} <= set(dir(reference))


def test_functions_look_like_those_of_the_module(module, reference):
    """A recorded function keeps name, docstring and signature, and is the same at every look."""
    assert reference.net_input is reference.net_input
    assert reference.net_input.__name__ == "net_input"
    assert reference.net_input.__doc__ == "Give the weighted sum."
    assert inspect.signature(reference.net_input) == inspect.signature(module.net_input)
    assert inspect.isfunction(reference.net_input)


def test_results_pass_through_unchanged(module, reference):
    """The very object that the reference returns comes back, by position and by keyword."""
    assert reference.net_input(x, w, b) == module.net_input(x, w, b)
    assert reference.net_input(x, b=b, w=w) == module.net_input(x, w, b)
    assert compare_numbers(float(x @ w), reference.net_input(x, b=b, w=w)).diagnosis == "missing-bias"
    assert reference.forward(X, WEIGHTS, BIASES, relu, relu)[0] is X


def test_errors_of_the_reference_come_through(reference):
    """An exception in the reference is the grader's to see, and recording goes on after it."""
    with pytest.raises(RuntimeError, match="no"):
        reference.fails(1.0)

    assert compare_numbers(float(x @ w), reference.net_input(x, w, b)).diagnosis == "missing-bias"


def test_namespaces_may_be_references(module):
    """Anything with functions as attributes can be recorded."""
    space = recorded_reference(types.SimpleNamespace(net_input=module.net_input, rate=3))

    assert space.rate == 3
    assert compare_numbers(float(x @ w), space.net_input(x, w, b)).diagnosis == "missing-bias"


def test_calls_inside_calls_are_not_recorded(reference):
    """What the reference calls itself, and what a callback calls, is no earlier answer of the test's."""
    inner = []

    def callback(z):
        inner.append(reference.net_input(x, w, 9.9))
        return z

    reference.neuron_output(x, w, b, callback)

    assert compare_numbers(inner[0], reference.net_input(x, w, b)).diagnosis != "previous-answer"


def test_arguments_of_any_type_may_be_recorded(reference):
    """Generators of random numbers, objects and endless lists as arguments are recorded without being explained."""
    endless = [1.0]
    endless.append(endless)

    for argument in (np.random.default_rng(1), object(), endless, {1, 2}, [object()]):
        due = recorded_reference(types.SimpleNamespace(f=lambda value: 4.5)).f(argument)
        assert compare_numbers(9.3, due).diagnosis == ""

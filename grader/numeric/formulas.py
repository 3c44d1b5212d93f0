"""Mistakes of formula: an activation left out or taken twice, a softmax over the wrong axis, a square for a root.

The tables say how the answer looks when the mistake was made: the student's numbers, put through the first function,
equal what is due put through the second. Where they are not defined they give nan, which equals nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.numeric.case import Case, Finding, Floats
from grader.numeric.precision import NEARLY

Map = Callable[[Floats], Floats]


def _same(z: Floats) -> Floats:
    return z


def sigmoid(z: Floats) -> Floats:
    """Give 1 / (1 + exp(-z))."""
    return np.asarray(1 / (1 + np.exp(-z)))


def _logit(p: Floats) -> Floats:
    return np.asarray(np.log(p / (1 - p)))


def _tanh(z: Floats) -> Floats:
    return np.asarray(np.tanh(z))


def relu(z: Floats) -> Floats:
    """Give max(0, z)."""
    return np.maximum(z, 0)


def _softmax(z: Floats) -> Floats:
    if not z.ndim:
        return np.full_like(z, np.nan)
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


_NO_ACTIVATION = "It looks as if the activation ({}) were not applied."
_NO_EXPONENTIAL = "It looks as if an exponential were missing."
_TWICE = "It looks as if the activation ({}) were applied twice."
_OTHER = "It looks as if {} were applied where {} is due."
_DERIVATIVE = "It looks as if the derivative of {} were returned in place of its value."

ACTIVATION_MISTAKES: tuple[tuple[str, str, Map, Map], ...] = (
    ("missing-activation", _NO_ACTIVATION.format("sigmoid"), sigmoid, _same),
    ("missing-activation", _NO_ACTIVATION.format("tanh"), _tanh, _same),
    ("missing-activation", _NO_ACTIVATION.format("ReLU"), relu, _same),
    ("missing-exponential", _NO_EXPONENTIAL, _same, lambda e: np.log(_inside(e))),  # softmax undoes a logarithm, too
    ("missing-activation", _NO_ACTIVATION.format("softmax"), _softmax, _same),
    ("activation-twice", _TWICE.format("sigmoid"), _same, lambda e: sigmoid(_inside(e))),
    ("activation-twice", _TWICE.format("tanh"), _same, lambda e: _tanh(np.where(np.abs(e) < 1, e, np.nan))),
    ("activation-twice", _TWICE.format("softmax"), _same, lambda e: _softmax(_inside(e))),
    ("wrong-activation", _OTHER.format("tanh", "sigmoid"), _same, lambda e: _tanh(_logit(e))),
    ("wrong-activation", _OTHER.format("ReLU", "sigmoid"), _same, lambda e: relu(_logit(e))),
    ("wrong-activation", _OTHER.format("sigmoid", "tanh"), _same, lambda e: sigmoid(np.arctanh(e))),
    ("wrong-activation", _OTHER.format("ReLU", "tanh"), _same, lambda e: relu(np.arctanh(e))),
    ("derivative-for-value", _DERIVATIVE.format("the sigmoid"), _same, lambda e: e * (1 - _inside(e))),
    ("derivative-for-value", _DERIVATIVE.format("tanh"), _same, lambda e: 1 - np.where(np.abs(e) < 1, e, np.nan) ** 2),
)

OTHER_MISTAKES: tuple[tuple[str, str, Map, Map], ...] = (
    ("complement", "It looks as if 1 minus the result were returned.", _same, lambda e: 1 - e),
    ("squared", "It looks as if the square of the result were returned: is a root missing?", _same, np.square),
    ("square-root", "It looks as if the root of the result were returned: is a square missing?", _same, np.sqrt),
    (
        "reciprocal",
        "It looks as if 1 divided by the result were returned: is a quotient upside down?",
        _same,
        np.reciprocal,
    ),
    ("missing-logarithm", "It looks as if a logarithm were missing.", _same, np.exp),
    ("missing-exponential", _NO_EXPONENTIAL, _same, np.log),
)


def _inside(p: Floats) -> Floats:
    """Keep numbers between 0 and 1, where a sigmoid or softmax has its values."""
    return np.where((p > 0) & (p < 1), p, np.nan)


def activation_mistake(case: Case) -> Finding | None:
    """An activation is missing, applied twice, exchanged with another, or its derivative came."""
    # Of a function of one array, a missing ReLU is the argument itself; anything else is wrong for some signs only.
    elementwise = any(array.shape == case.expected.shape for _, array in case.array_arguments())
    table = tuple(row for row in ACTIVATION_MISTAKES if not (elementwise and row[2] is relu))
    if np.array_equal(case.expected, np.rint(case.expected)):  # zeros and ones alone are no sigmoid's values
        table = tuple(row for row in table if row[0] == "missing-activation")
    return _look_up(case, table)


def formula_mistake(case: Case) -> Finding | None:
    """The square, root, reciprocal, logarithm or complement of what is due came."""
    if case.single and float(case.expected.reshape(-1)[0]).is_integer():
        return None  # whole numbers are each other's squares and roots by chance
    return _look_up(case, OTHER_MISTAKES)


def _look_up(case: Case, table: tuple[tuple[str, str, Map, Map], ...]) -> Finding | None:
    for tag, sentence, of_actual, of_expected in table:
        left, right = of_actual(case.actual), of_expected(case.expected)
        if case.close(left, right) and _tells_apart(left):
            return Finding(tag, sentence)
    return None


def _tells_apart(values: Floats) -> bool:
    """Tell whether the numbers say anything: an answer that a saturated function maps to 0, 1 and -1 alone does not."""
    sizes = np.abs(values)
    return not np.all(np.minimum(sizes, np.abs(sizes - 1)) <= 1e-12)


def softmax_axis(case: Case) -> Finding | None:
    """Rows that must sum to one do not: the columns do, or the whole table, or nothing was divided by its sum."""
    actual, expected = case.actual, case.expected
    if expected.ndim == 0 or expected.shape[-1] < 2 or np.any(expected < 0) or np.any(actual < 0):
        return None
    if not case.close(expected.sum(axis=-1), 1.0) or case.close(actual.sum(axis=-1), 1.0):
        return None
    if np.all(np.count_nonzero(expected, axis=-1) == 1):
        return None  # one-hot rows come from many a function
    if expected.ndim > 1:
        for axis in range(expected.ndim - 1):
            if case.close(actual.sum(axis=axis), 1.0):
                text = "Each column sums to one, where each row must: the softmax is taken along the wrong axis"
                return Finding("softmax-axis", f"{text}, or divided by the wrong sums.")
        if case.close(actual.sum(), 1.0):
            text = "The whole table sums to one, where each row must: the softmax is taken over all axes at once."
            return Finding("softmax-axis", text)
    sums = actual.sum(axis=-1, keepdims=True)
    divided = np.all(np.abs(sums - 1) <= NEARLY)  # by a little more than the sum: `e / (e.sum() + 1e-8)`
    if np.all(sums > 0) and not divided and case.close(actual / sums, expected):
        return Finding("not-normalised", "The rows do not sum to one: divide each by its sum.")
    return None


def argument_returned(case: Case) -> Finding | None:
    """An argument came back unchanged, or a derivative was taken as if its argument were the activation already."""
    for name, array in case.array_arguments():
        if array.shape != case.expected.shape or not np.any(array):
            continue
        if case.is_like(array):
            return Finding("argument-returned", f"The argument `{name}` came back unchanged.")
        if case.is_like(np.abs(array)):
            return Finding("only-some-signs", f"The absolute value of `{name}` came back: the negative ones are wrong.")
        if case.is_like(array * (1 - array)) or case.is_like(1 - array**2):
            text = f"The derivative is taken as if `{name}` were the activation already: apply the activation first."
            return Finding("derivative-of-activated", text)
    return None

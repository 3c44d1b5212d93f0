"""Mistakes recognised by asking the reference again: what would it give without the bias, with x and y exchanged?"""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.numeric.case import Case, Finding, Rule, numeric_argument
from grader.numeric.recalls import Recaller, identity
from grader.numeric.scale import lengths

Arguments = dict[str, Any]

# `beta0` is a bias where it is one number; where it is an array it is where a descent starts.
BIAS = re.compile(r"(b|bias|biases|intercept|offset|beta_?0)(_?\d+|_\w+)?", re.IGNORECASE)


def recall_rule(rule: Callable[[Case, Recaller], Finding | None]) -> Rule:
    """Make a rule out of one that needs a call it can repeat; without such a call it says nothing."""

    def guarded(case: Case) -> Finding | None:
        if case.recaller is None or not case.recaller.repeatable(case.expected):
            return None
        return rule(case, case.recaller)

    guarded.__name__, guarded.__doc__ = rule.__name__, rule.__doc__
    return guarded


def _gives(case: Case, recaller: Recaller, changes: Arguments, function: Callable[..., Any] | None = None) -> bool:
    """Tell whether the changed call gives the student's answer, and not simply what is due."""
    result = recaller.result(changes, function)
    if result is None or result.shape != case.expected.shape or not case.is_like(result):
        return False
    return not case.close(result, case.expected)


def _scaled(value: Any, factor: float) -> Any:
    """Multiply a number, an array, or the numbers in a list; None where that makes no sense."""
    if isinstance(value, list | tuple):
        parts = [_scaled(item, factor) for item in value]
        return None if any(part is None for part in parts) else type(value)(parts)
    if isinstance(value, bool | str) or not isinstance(value, int | float | np.number | np.ndarray):
        return None
    if isinstance(value, np.ndarray) and value.dtype.kind not in "iuf":
        return None
    return value * (int(factor) if float(factor).is_integer() else factor)


def _is_bias(name: str, value: Any) -> bool:
    """Tell whether an argument is a bias, by its name."""
    if re.fullmatch(r"beta_?0", name, re.IGNORECASE) and np.ndim(value) > 0:
        return False
    return BIAS.fullmatch(name) is not None


def _numbers(recaller: Recaller) -> Iterator[tuple[str, Any]]:
    """Give the arguments that are made of numbers, in the order of the signature."""
    for name, value in recaller.arguments.items():
        if not callable(value) and _scaled(value, 1) is not None:
            yield name, value


@recall_rule
def missing_bias(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for a bias of zero, or for one added twice."""
    biases = {name: value for name, value in _numbers(recaller) if _is_bias(name, value)}
    groups = [{name: value} for name, value in biases.items()]
    if len(biases) > 1:
        groups.append(biases)
    for group in groups:
        named = " and ".join(f"`{name}`" for name in group)
        if _gives(case, recaller, {name: _scaled(value, 0) for name, value in group.items()}):
            return Finding("missing-bias", f"It looks as if the bias {named} were left out.")
        if _gives(case, recaller, {name: _scaled(value, 2) for name, value in group.items()}):
            return Finding("double-bias", f"It looks as if the bias {named} were added twice.")
        if _gives(case, recaller, {name: _scaled(value, -1) for name, value in group.items()}):
            return Finding("argument-sign", f"It looks as if the bias {named} were subtracted.")
    for name, value in biases.items():
        if isinstance(value, list | tuple) and len(value) > 1 and _lacks_one(case, recaller, name, value):
            return Finding("missing-bias", f"It looks as if the bias of one layer in `{name}` were left out.")
    return None


def _lacks_one(case: Case, recaller: Recaller, name: str, parts: list[Any] | tuple[Any, ...]) -> bool:
    """Tell whether the answer is right with one entry of a list set to zero."""
    for place in range(min(len(parts), 8)):
        fewer = [_scaled(part, 0) if index == place else part for index, part in enumerate(parts)]
        if _gives(case, recaller, {name: type(parts)(fewer)}):
            return True
    return False


@recall_rule
def missing_activation(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right when functions among the arguments are left out, applied twice, or taken for one another."""
    functions = {name: value for name, value in recaller.arguments.items() if callable(value)}
    for name in functions:
        if _gives(case, recaller, {name: identity}):
            return Finding("missing-activation", f"It looks as if the function `{name}` were not applied.")
    if len(functions) > 1 and _gives(case, recaller, dict.fromkeys(functions, identity)):
        return Finding("missing-activation", "It looks as if none of the given functions were applied.")
    for name, other in itertools.permutations(functions, 2):
        if _gives(case, recaller, {name: functions[other]}):
            return Finding("argument-reused", f"It looks as if `{other}` were used in the place of `{name}`.")
    return None


@recall_rule
def swapped_arguments(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right with two arguments of the same shape exchanged, or one of them used for both."""
    for (name, value), (other, second) in itertools.combinations(recaller.arguments.items(), 2):
        if _alike(value, second) and _gives(case, recaller, {name: second, other: value}):
            return Finding("swapped-arguments", f"It looks as if `{name}` and `{other}` were exchanged.")
    for (name, value), (other, second) in itertools.permutations(recaller.arguments.items(), 2):
        if not callable(value) and _alike(value, second) and _gives(case, recaller, {name: second}):
            return Finding("argument-reused", f"It looks as if `{other}` were used in the place of `{name}`.")
    return None


def _alike(value: Any, other: Any) -> bool:
    """Tell whether two arguments could be taken for one another."""
    if callable(value) or callable(other):
        return callable(value) and callable(other)
    first, second = numeric_argument(value), numeric_argument(other)
    return (
        first is not None and second is not None and first.shape == second.shape and not np.array_equal(first, second)
    )


@recall_rule
def ignored_argument(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right when an argument is taken as zero, as one, or (an order) as 0, 1, 2, ..."""
    for name, value in _numbers(recaller):
        substitutes = [_scaled(value, 0)]
        array = numeric_argument(value)
        if array is not None and array.ndim == 0:
            substitutes.append(type(value)(1))
        elif array is not None:
            substitutes.append(np.ones_like(np.asarray(value)))
            if array.ndim == 1 and np.asarray(value).dtype.kind in "iu":
                substitutes += [np.sort(np.asarray(value)), np.arange(len(array))]
        for substitute in substitutes:
            if _gives(case, recaller, {name: substitute}):
                return Finding("ignored-argument", f"It looks as if the argument `{name}` had no effect on the result.")
    return None


@recall_rule
def argument_sign(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for the negative of one argument."""
    for name, value in _numbers(recaller):
        if _gives(case, recaller, {name: _scaled(value, -1)}):
            return Finding("argument-sign", f"It looks as if `{name}` entered with the wrong sign.")
    return None


@recall_rule
def argument_factor(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for a multiple of one number among the arguments, such as a learning rate.

    That is how a sum instead of a mean, or a lost factor of 2 in a gradient, shows in the steps of a descent.
    """
    factors = [(2.0, "2"), (0.5, "1/2")]
    for length, words in lengths(case):
        factors += [(float(length), f"n, {words}"), (1.0 / length, f"1/n, n being {words}")]
    for name, value in _numbers(recaller):
        if not isinstance(value, float | np.floating):
            continue
        for factor, words in factors:
            if _gives(case, recaller, {name: _scaled(value, factor)}):
                text = f"It looks as if `{name}`, or what it is multiplied with, were too large by a factor of {words}."
                return Finding("constant-factor", text)
    return None


@recall_rule
def transposed_argument(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for the transpose of one square matrix among the arguments."""
    for name, value in recaller.arguments.items():
        square = isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[0] == value.shape[1] > 1
        if square and _gives(case, recaller, {name: value.T.copy()}):
            return Finding("transposed-argument", f"It looks as if the matrix `{name}` were transposed.")
    matrices = [name for name, value in recaller.arguments.items() if _square_matrices(value)]
    for name in matrices:
        parts = recaller.arguments[name]
        if _gives(case, recaller, {name: type(parts)(part.T.copy() for part in parts)}):
            return Finding("transposed-argument", f"It looks as if the matrices in `{name}` were transposed.")
    return None


def _square_matrices(value: Any) -> bool:
    """Tell whether a value is a list of square matrices."""
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(part, np.ndarray) and part.ndim == 2 and part.shape[0] == part.shape[1] for part in value)


@recall_rule
def other_function(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is what another function of the reference with the same parameters gives."""
    due = recaller.call.function
    for name, function in sorted(vars(recaller.call.module).items()):
        if not inspect.isfunction(function) or name.startswith("_") or function is due:
            continue
        alike = function.__module__ == due.__module__ and _parameters(function) == _parameters(due)
        if alike and _gives(case, recaller, {}, function):
            return Finding("other-function", f"This is what `{name}` should give, not `{due.__name__}`.")
    return None


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def previous_answer(case: Case) -> Finding | None:
    """The answer is that of an earlier call."""
    if case.recaller is None:
        return None
    for earlier in case.recaller.earlier():
        telling = earlier.shape == case.expected.shape and bool(np.any(np.abs(earlier) > case.atol))
        if telling and case.is_like(earlier) and not case.close(earlier, case.expected):
            text = "This is the answer to an earlier call: is something kept from one call to the next?"
            return Finding("previous-answer", text)
    return None

"""Mistakes recognised by asking the reference again: the bias or the activation left out, another function's answer."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from grader.numeric.case import Case, Finding, Rule, numeric_argument
from grader.numeric.formulas import relu, sigmoid
from grader.numeric.recalls import Recaller, identity, is_harmless
from grader.numeric.scale import lengths

Arguments = dict[str, Any]

USUAL = {"ReLU": relu, "the sigmoid": sigmoid, "tanh": np.tanh}  # what students write in the place of a given function
# `beta0` is a bias where it is one number, an array of that name is where a descent starts; in f(a, b) there is none.
BIAS = re.compile(r"(b|bias|biases|intercept|offset|beta_?0)(_?\d+|_\w+)?", re.IGNORECASE)


def recall_rule(rule: Callable[[Case, Recaller], Finding | None]) -> Rule:
    """Make a rule out of one that needs a call it can repeat; without such a call it says nothing."""

    def guarded(case: Case) -> Finding | None:
        if case.recaller is None or _says_little(case) or not case.recaller.repeatable(case.expected):
            return None
        return rule(case, case.recaller)

    guarded.__name__, guarded.__doc__ = rule.__name__, rule.__doc__
    return guarded


def gives(case: Case, recaller: Recaller, changes: Arguments, function: Callable[..., Any] | None = None) -> bool:
    """Tell whether the changed call gives the student's answer, and not simply what is due."""
    result = recaller.result(changes, function)
    if result is None or result.shape != case.expected.shape or not case.is_like(result):
        return False
    return not case.close(result, case.expected)


def _says_little(case: Case) -> bool:
    """Tell whether the answer is a single 0, 1 or -1, which many a call gives whatever its arguments are."""
    return case.single and abs(float(case.actual.item())) in (0.0, 1.0)


def scaled(value: Any, factor: float) -> Any:
    """Multiply a number, an array, or the numbers in a list; None where that makes no sense."""
    if isinstance(value, list | tuple):
        parts = [scaled(item, factor) for item in value]
        return None if any(part is None for part in parts) else type(value)(parts)
    if isinstance(value, bool | str) or not isinstance(value, int | float | np.number | np.ndarray):
        return None
    if isinstance(value, np.ndarray) and value.dtype.kind not in "iuf":
        return None
    return value * (int(factor) if float(factor).is_integer() else factor)


def _is_bias(name: str, value: Any, names: Iterable[str]) -> bool:
    """Tell whether an argument is a bias, by its name and by the company it keeps."""
    start = re.fullmatch(r"beta_?0", name, re.IGNORECASE) is not None and np.ndim(value) > 0
    if start or (name == "b" and "a" in names):
        return False
    return BIAS.fullmatch(name) is not None


def number_arguments(recaller: Recaller) -> Iterator[tuple[str, Any]]:
    """Give the arguments that are made of numbers, in the order of the signature."""
    for name, value in recaller.arguments.items():
        if not callable(value) and scaled(value, 1) is not None:
            yield name, value


@recall_rule
def missing_bias(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for a bias of zero, or for one added twice."""
    biases = {name: value for name, value in number_arguments(recaller) if _is_bias(name, value, recaller.arguments)}
    groups = [{name: value} for name, value in biases.items()]
    if len(biases) > 1:
        groups.append(biases)
    for group in groups:
        named = " and ".join(f"`{name}`" for name in group)
        if gives(case, recaller, {name: scaled(value, 0) for name, value in group.items()}):
            return Finding("missing-bias", f"It looks as if the bias {named} were left out.")
        if gives(case, recaller, {name: scaled(value, 2) for name, value in group.items()}):
            return Finding("double-bias", f"It looks as if the bias {named} were added twice.")
        if gives(case, recaller, {name: scaled(value, -1) for name, value in group.items()}):
            return Finding("argument-sign", f"It looks as if the bias {named} were subtracted.")
        for n, words in lengths(case):
            if gives(case, recaller, {name: scaled(value, n) for name, value in group.items()}):
                return Finding("double-bias", f"It looks as if the bias {named} were added n times, n being {words}.")
    for name, value in biases.items():
        if _added_at_the_end(case, recaller, name, value):
            text = f"It looks as if the bias `{name}` were added after the function, not before it."
            return Finding("bias-after-activation", text)
        if isinstance(value, list | tuple) and len(value) > 1 and _lacks_one(case, recaller, name, value):
            return Finding("missing-bias", f"It looks as if the bias of one layer in `{name}` were left out.")
    return None


def _added_at_the_end(case: Case, recaller: Recaller, name: str, value: Any) -> bool:
    """Tell whether the answer is the result without the bias, and the bias added to that."""
    bias = numeric_argument(value)
    without = recaller.result({name: scaled(value, 0)}) if bias is not None else None
    if bias is None or without is None or bias.shape != without.shape[without.ndim - bias.ndim :]:
        return False
    return case.is_like(without + bias)


def _lacks_one(case: Case, recaller: Recaller, name: str, parts: list[Any] | tuple[Any, ...]) -> bool:
    """Tell whether the answer is right with one entry of a list set to zero."""
    for place in range(min(len(parts), 8)):
        fewer = [scaled(part, 0) if index == place else part for index, part in enumerate(parts)]
        if gives(case, recaller, {name: type(parts)(fewer)}):
            return True
    return False


@recall_rule
def missing_activation(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right when functions among the arguments are left out, applied twice, or taken for one another."""
    functions = {name: value for name, value in recaller.arguments.items() if callable(value)}
    for name, function in functions.items():
        if gives(case, recaller, {name: identity}):
            return Finding("missing-activation", f"It looks as if the function `{name}` were not applied.")
        if is_harmless(function, recaller.call.module) and gives(case, recaller, {name: _twice(function)}):
            return Finding("activation-twice", f"It looks as if the function `{name}` were applied twice.")
    if len(functions) > 1 and gives(case, recaller, dict.fromkeys(functions, identity)):
        return Finding("missing-activation", "It looks as if none of the given functions were applied.")
    for bias in (name for name, value in number_arguments(recaller) if _is_bias(name, value, recaller.arguments)):
        changes = {**dict.fromkeys(functions, identity), bias: scaled(recaller.arguments[bias], 0)}
        if functions and gives(case, recaller, changes):
            return Finding("missing-activation", f"It looks as if neither `{bias}` nor the given function were used.")
    for name, (words, other_function) in itertools.product(functions, USUAL.items()):
        if gives(case, recaller, {name: other_function}):
            return Finding("wrong-activation", f"It looks as if {words} were used in the place of `{name}`.")
    for name, other in itertools.permutations(functions, 2):
        if gives(case, recaller, {name: functions[other]}):
            return Finding("argument-reused", f"It looks as if `{other}` were used in the place of `{name}`.")
    return None


def _twice(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the function of the function's value; its own module would pass as harmless whatever it calls."""
    return lambda z: function(function(z))


@recall_rule
def other_function(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is what another function of the reference with the same parameters gives."""
    due = recaller.call.function
    for name, function in sorted(vars(recaller.call.module).items()):
        if not inspect.isfunction(function) or name.startswith("_") or function is due:
            continue
        alike = function.__module__ == due.__module__ and _parameters(function) == _parameters(due)
        if alike and gives(case, recaller, {}, function):
            return Finding("other-function", f"This is what `{name}` should give, not `{due.__name__}`.")
    return None


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def previous_answer(case: Case) -> Finding | None:
    """The answer is that of an earlier call, or the earlier ones are still in it."""
    if case.recaller is None:
        return None
    earlier = [result for result in case.recaller.earlier() if result.shape == case.expected.shape]
    for result in earlier:
        telling = bool(np.any(np.abs(result) > case.atol))
        if telling and case.is_like(result) and not case.close(result, case.expected):
            text = "This is the answer to an earlier call: is something kept from one call to the next?"
            return Finding("previous-answer", text)
    total = case.expected
    for result in earlier:
        total = total + result
        if case.is_like(total) and not case.close(total, case.expected):
            text = "The answers to earlier calls are added to this one: does a sum start anew at each call?"
            return Finding("previous-answer", text)
    return None

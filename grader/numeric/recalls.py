"""Asking the reference what other arguments would have given, to name the mistake in a wrong answer.

The recorded call is made again with one thing changed: a bias set to zero, two arguments exchanged, an activation left
out. When that gives the student's answer, the change is the explanation. This happens only after an answer was wrong.
An exception in such a call means that its explanation does not apply. A comparison makes at most `MOST_CALLS` calls,
begins none after `SECONDS`, and makes none with a callable that could reach the student's code.
"""

from __future__ import annotations

import dis
import inspect
import math
import time
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.numeric.closeness import as_floats
from grader.numeric.recording import Path, RecordedCall, earlier_results, is_recorded

MOST_CALLS = 200
SECONDS = 0.5
_WRITES = ("STORE_DEREF", "STORE_GLOBAL", "STORE_ATTR", "STORE_SUBSCR")  # how a function could keep a count
_BUILTINS = ("abs", "max", "min", "sum", "float", "int", "len", "range", "round", "zip", "enumerate", "list", "tuple")


def identity(z: Any) -> Any:
    """Give the argument back: the activation that was left out."""
    return z


class Budget:
    """How many calls one comparison may still make, and until when."""

    def __init__(self) -> None:
        self.calls_left = MOST_CALLS
        self.deadline = time.monotonic() + SECONDS

    def take(self) -> bool:
        """Tell whether one more call may be made, and count it."""
        self.calls_left -= 1
        return self.calls_left >= 0 and time.monotonic() < self.deadline


class Recaller:
    """One recorded call and the place in its result that is being explained.

    Args:
        call: the call that gave what is due.
        path: where in its result the wrong array stands.
        budget: shared by all parts of one comparison.
    """

    def __init__(self, call: RecordedCall, path: Path, budget: Budget) -> None:
        self.call, self.path = call, path
        self.arguments: dict[str, Any] = _named_arguments(call)
        self.budget = budget
        self._repeatable: bool | None = None

    def repeatable(self, due: Any) -> bool:
        """Tell whether the call gives `due` again: a reference with a memory or chance in it explains nothing."""
        if self._repeatable is None:
            safe = self.call.repeatable and bool(self.arguments)
            again = self.result({}) if safe else None
            self._repeatable = again is not None and again.shape == due.shape and bool(np.allclose(again, due))
        return self._repeatable

    def result(self, changes: dict[str, Any], function: Callable[..., Any] | None = None) -> Any:
        """Call with some arguments changed, or another function of the same parameters.

        Returns:
            the array at the place that is being explained, or None when there is none or the budget is used up.
        """
        arguments = {**self.arguments, **changes}
        if not all(is_harmless(value, self.call.module) for value in arguments.values() if callable(value)):
            return None
        if not self.budget.take():
            return None
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return self._place(_call(function or self.call.function, _own(arguments)))
        except Exception:  # arguments made up by us may raise anything: then this is no explanation
            return None

    def earlier(self) -> list[Any]:
        """Give what earlier calls of the same function gave at this place."""
        found = []
        for result in earlier_results(self.call):
            try:
                found.append(self._place(result))
            except (LookupError, TypeError, ValueError):  # an earlier result without such a place
                continue
        return [array for array in found if array is not None]

    def _place(self, result: Any) -> Any:
        for key in self.path:
            result = result[key]
        numbers = np.asarray(result)
        return as_floats(numbers) if numbers.dtype.kind in "iuf" else None


def _named_arguments(call: RecordedCall) -> dict[str, Any]:
    """Bind the call's arguments to the names of its parameters, defaults included; empty with `*args`, `**kwargs`."""
    signature = inspect.signature(call.function)
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.KEYWORD_ONLY)
    if any(parameter.kind not in named for parameter in signature.parameters.values()):
        return {}
    bound = signature.bind(*call.args, **call.kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)


def _call(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """Call by name, except for parameters that are positional only."""
    positional = [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is inspect.Parameter.POSITIONAL_ONLY
    ]
    rest = {name: value for name, value in arguments.items() if name not in positional}
    return function(*[arguments[name] for name in positional], **rest)


def _own(value: Any) -> Any:
    """Copy arrays and containers, so that a reference that changes its arguments does not change ours."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) is list or type(value) is tuple:
        return type(value)(_own(item) for item in value)
    if type(value) is dict:
        return {key: _own(item) for key, item in value.items()}
    return value


def is_harmless(function: Any, module: Any, depth: int = 3) -> bool:
    """Tell whether a callable can be called again: numpy's functions, the reference's, and plain functions of these.

    A callable of any other kind, the student's proxy above all, could run student code or count its calls.
    """
    if isinstance(function, np.ufunc) or type(function) is type(np.sum):
        return True
    if type(function) is types.BuiltinFunctionType:
        return function.__module__ == "math" or function in (abs, max, min, sum)
    if type(function) is not types.FunctionType or depth == 0:
        return False
    if is_recorded(function) or function.__module__ == getattr(module, "__name__", ""):
        return True
    if str(function.__module__).startswith(("numpy.", "grader.numeric.")):
        return True
    return _changes_nothing(function) and all(
        _is_harmless_value(value, module, depth - 1) for value in _reach(function)
    )


def _changes_nothing(function: types.FunctionType) -> bool:
    """Tell whether a plain function holds no inner function, keeps no count outside, and uses known names only."""
    code = function.__code__
    if any(isinstance(constant, types.CodeType) for constant in code.co_consts):
        return False
    if any(step.opname in _WRITES for step in dis.get_instructions(code)):
        return False
    return all(name in function.__globals__ or _is_known_name(name) for name in code.co_names)


def _reach(function: types.FunctionType) -> list[Any]:
    """Give the values that a plain function can reach: its closure, its defaults and the globals it names."""
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    outer = [function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__]
    return cells + defaults + outer


def _is_harmless_value(value: Any, module: Any, depth: int) -> bool:
    """Tell whether a value that a function reaches is a number, an array, numpy or another harmless function."""
    if isinstance(value, int | float | np.number) or type(value) is np.ndarray or value is np or value is math:
        return True
    return callable(value) and is_harmless(value, module, depth)


def _is_known_name(name: str) -> bool:
    """Tell whether a name in a function's code is one of numpy's, an array's, or a harmless builtin."""
    return name in _BUILTINS or any(hasattr(place, name) for place in (np, np.ndarray, np.linalg, math))

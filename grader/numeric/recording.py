"""The reference, with a memory of its last calls, so that a wrong answer can be explained by the call that was due.

    reference = recorded_reference(module)      reference.net_input(x, w, 0.3)  -> recorded, result unchanged
    assert_matches(answer, result)              find_call(result) -> the call, and where in its result

The judge calls `start_test` before each test. Only plain functions are recorded; classes and other attributes pass
through as they are. Arguments are copied, because a function that changes them would spoil the explanation.
"""

from __future__ import annotations

import functools
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

REMEMBERED = 8  # calls of each function
LARGEST = 1_000_000  # array entries copied for one call; a larger call is not explained
MOST_ITEMS = 10_000  # entries of lists and dicts copied for one call
DEEPEST = 24  # lists in lists
_MARK = "grader_recorded"
_PLAIN = (type(None), bool, int, float, complex, str, bytes, np.generic)

Path = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One outermost call of a reference function; `repeatable` says that all arguments could be copied."""

    order: int
    module: Any
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any
    repeatable: bool


class _Recording:
    """What was called since the last `start_test`, by function."""

    def __init__(self) -> None:
        self.calls: dict[Callable[..., Any], deque[RecordedCall]] = {}
        self.counter = itertools.count()
        self.inside = False

    def newest_first(self) -> Iterator[RecordedCall]:
        """Give all remembered calls, the last one first."""
        every = (call for calls in self.calls.values() for call in calls)
        return iter(sorted(every, key=lambda call: -call.order))


_recording = _Recording()


def start_test() -> None:
    """Forget all recorded calls: explanations and earlier answers come from the running test only."""
    _recording.calls.clear()
    _recording.inside = False


def recorded_reference(module: Any) -> Any:
    """Give the reference module with its functions recorded; everything else of it is as before."""
    return _RecordedModule(module)


class _RecordedModule(ModuleType):
    """A module whose functions, looked up, are recording ones."""

    def __init__(self, module: Any) -> None:
        super().__init__(getattr(module, "__name__", "reference"), getattr(module, "__doc__", None))
        self.__dict__["_recorded_module"] = module

    def __getattr__(self, name: str) -> Any:
        module = self.__dict__["_recorded_module"]
        value = getattr(module, name)
        if type(value) is FunctionType and not name.startswith("__"):
            value = _record(module, value)
            self.__dict__[name] = value  # the next look-up is a plain one, and gives the same function
        return value

    def __dir__(self) -> list[str]:
        return sorted({*dir(self.__dict__["_recorded_module"]), *super().__dir__()} - {"_recorded_module"})

    def __repr__(self) -> str:
        return f"<reference {self.__name__}>"  # in pytest's words on a failed assert: where it lies is nobody's matter


def _record(module: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that its outermost calls are remembered."""

    @functools.wraps(function)
    def recorded(*args: Any, **kwargs: Any) -> Any:
        if _recording.inside:  # the reference calling itself, or a callback: not a call of the test's
            return function(*args, **kwargs)
        copier = _Copier()
        kept, kept_by_name = copier.copy(args), copier.copy(kwargs)
        _recording.inside = True
        try:
            result = function(*args, **kwargs)
        finally:
            _recording.inside = False
        order = next(_recording.counter)
        call = RecordedCall(order, module, function, kept, kept_by_name, result, copier.complete)
        _recording.calls.setdefault(function, deque(maxlen=REMEMBERED)).append(call)
        return result

    recorded.__dict__[_MARK] = _MARK
    return recorded


def is_recorded(function: Any) -> bool:
    """Tell whether a function is a recorded one of a reference: trusted, and without a memory of the test's."""
    return type(function) is FunctionType and function.__dict__.get(_MARK) is _MARK


class _Copier:
    """Copies arguments within bounds; `complete` turns false at the first one that has to stay as it is."""

    def __init__(self) -> None:
        self.complete = True
        self.entries, self.items = LARGEST, MOST_ITEMS

    def copy(self, value: Any, depth: int = 0) -> Any:
        """Give a copy that no later change of the original reaches."""
        kind = type(value)
        if kind is np.ndarray and value.dtype.kind in "biufc":
            self.entries -= value.size
            return value.copy() if self.entries >= 0 else self._give_up(value)
        if kind is float or isinstance(value, _PLAIN) or callable(value):
            return value
        if kind is list or kind is tuple or kind is dict:
            self.items -= len(value)
            if self.items < 0 or depth > DEEPEST:
                return self._give_up(value)
            if kind is dict:
                return {key: self.copy(item, depth + 1) for key, item in value.items()}
            return kind([self.copy(item, depth + 1) for item in value])
        return self._give_up(value)

    def _give_up(self, value: Any) -> Any:
        self.complete = False
        return value


def find_call(expected: Any) -> tuple[RecordedCall, Path] | None:
    """Find the recorded call that gave `expected`, whole or as an entry: by identity, then by equal numbers."""
    if expected is None:
        return None
    calls = list(_recording.newest_first())
    for call in calls:
        path = _place_of(expected, call.result, depth=2)
        if path is not None:
            return call, path
    for call in calls:
        for path, part in _parts(call.result):
            if _same_numbers(expected, part):
                return call, path
    return None


def _parts(result: Any) -> Iterator[tuple[Path, Any]]:
    """Give a result, and the entries of one that is a list, tuple or dict."""
    yield (), result
    if isinstance(result, list | tuple | dict):
        entries = result.items() if isinstance(result, dict) else enumerate(result)
        yield from (((key,), entry) for key, entry in entries)


def earlier_results(call: RecordedCall) -> Iterator[Any]:
    """Give the results of the same function's calls before this one, the last one first."""
    for other in reversed(_recording.calls.get(call.function, ())):
        if other.order < call.order:
            yield other.result


def _place_of(wanted: Any, result: Any, depth: int) -> Path | None:
    """Find where in a result the very object `wanted` stands."""
    if wanted is result:
        return ()
    if depth and isinstance(result, list | tuple | dict):
        entries = result.items() if isinstance(result, dict) else enumerate(result)
        for key, entry in entries:
            path = _place_of(wanted, entry, depth - 1)
            if path is not None:
                return (key, *path)
    return None


def _same_numbers(left: Any, right: Any) -> bool:
    """Tell whether two values are equal numbers or equal arrays."""
    numeric = (int, float, complex, np.number, np.ndarray)
    if not isinstance(left, numeric) or not isinstance(right, numeric):
        return False
    first, second = np.asarray(left), np.asarray(right)
    return first.size <= LARGEST and first.shape == second.shape and bool(np.array_equal(first, second))

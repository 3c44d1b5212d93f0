"""Reading what a student's function returned: hostile data in, an array of numbers or a refusal out.

Only exact builtin and numpy types count as numbers. Types are told apart by their identity, so that no metaclass,
subclass or operator of a student's class is ever asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.numeric.closeness import Numbers
from grader.numeric.shown import shown_text, type_name

_INTEGERS = (int, *(np.dtype(code).type for code in "bhilqBHILQ"))
_FLOATS = (float, *(np.dtype(code).type for code in "efdg"))
_COMPLEX = (complex, *(np.dtype(code).type for code in "FDG"))
_BOOLS = (bool, np.bool_)

# Identities, not types: `type(x) in {...}` would ask the metaclass for hash and equality.
INTEGER_IDS = frozenset(map(id, _INTEGERS))
REAL_IDS = INTEGER_IDS | frozenset(map(id, _FLOATS))
COMPLEX_IDS = frozenset(map(id, _COMPLEX))
BOOL_IDS = frozenset(map(id, _BOOLS))
_NUMBER_IDS = REAL_IDS | COMPLEX_IDS | BOOL_IDS

_MRO = type.__dict__["__mro__"]  # the slot itself: a metaclass cannot stand in for it

DEPTH = 32
SPARE = 100_000  # entries of a list that are looked at, beyond four times what is due

NOTHING = "Nothing was returned (None): did you forget `return`?"
_HINTS = {
    "generator": "a generator is used up when it is read: return a list or an array, for instance `list(...)`",
    "map": "a `map` is used up when it is read: return a list or an array, for instance `list(...)`",
    "filter": "a `filter` is used up when it is read: return a list or an array, for instance `list(...)`",
    "zip": "a `zip` is used up when it is read: return a list or an array, for instance `list(...)`",
    "range": "return a list or an array, for instance `list(...)`",
    "set": "a set has no order: return a list or an array",
    "frozenset": "a set has no order: return a list or an array",
    "function": "the function itself was returned: are the parentheses of a call missing?",
    "builtin_function_or_method": "the function itself was returned: are the parentheses of a call missing?",
    "method": "the method itself was returned: are the parentheses of a call missing?",
    "matrix": "return a plain array: `np.asarray(...)`",
    "MaskedArray": "return a plain array without a mask",
    "dict_values": "return a list: `list(...)`",
    "dict_keys": "return a list: `list(...)`",
    "Fraction": "return a float: `float(...)`",
    "Decimal": "return a float: `float(...)`",
}
# What stands for a value that stayed in the student's process, by the name of its type.
_PROXIES = {
    "Handle": "An object of a class was returned",
    "CallableHandle": "Something that can be called was returned, as if the parentheses of a call were missing,",
    "Member": "A function was returned, as if the parentheses of a call were missing,",
    "Module": "A module was returned",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that cannot be an answer, whatever is due: the tag, what a teacher would say, and the value."""

    diagnosis: str
    sentence: str
    detail: str = ""


def plain(value: Any) -> Any:
    """Give a named tuple, an ordered dict or any other kind of tuple, list or dict as the plain one.

    So the sandbox's wire does, and a bare pytest must not be stricter. No method of the subclass is asked.
    """
    kind = type(value)
    if kind is np.ndarray or kind is float or kind is list or kind is tuple or kind is dict:
        return value
    for base in _MRO.__get__(kind):
        if base is tuple or base is list:
            return base(base.__iter__(value))
        if base is dict:
            return {key: dict.__getitem__(value, key) for key in dict.__iter__(value)}
    return value


def read_numbers(actual: Any, due: Numbers) -> Numbers | Refused:
    """Read an answer where the numbers `due` are expected; the shapes may still differ.

    Returns:
        an array of integers, floats, and complex numbers or bools only where such are due.
    """
    kind = type(actual)
    if kind is np.ndarray:
        numbers: Numbers | Refused = actual
    elif id(kind) in _NUMBER_IDS:
        numbers = _gather([actual], ())
    elif kind is list or kind is tuple:
        numbers = _read_nested(actual, 4 * due.size + SPARE)
    else:
        return refuse_type(actual, words_for(due))
    return numbers if isinstance(numbers, Refused) else _suits(numbers, due)


def words_for(due: Numbers) -> str:
    """Say what is due, by its kind and its number of axes."""
    entry = "truth value (bool)" if due.dtype.kind == "b" else "number"
    return f"a {entry}" if not due.ndim else f"an array of {entry}s"


def refuse_type(actual: Any, due: str) -> Refused:
    """Say that a value of this type cannot stand where `due` (in words) is expected."""
    kind = type(actual)
    if actual is None:
        return Refused("nothing-returned", NOTHING)
    if kind is str:
        text = f"Text (str) was returned where {due} is due; text that looks like a number is not one."
        return Refused("wrong-type", text, f"yours {shown_text(actual)}")
    if kind is bytes:
        return Refused("wrong-type", f"Bytes were returned where {due} is due.")
    if kind is dict or kind is list or kind is tuple or id(kind) in _NUMBER_IDS:
        article = "An" if kind is int else "A"
        return Refused("wrong-type", f"{article} {type_name(actual)} was returned where {due} is due.")
    if kind is np.ndarray:
        return Refused("wrong-type", f"An array was returned where {due} is due.")
    name = type_name(actual)
    if name in _PROXIES:
        return Refused("wrong-type", f"{_PROXIES[name]} where {due} is due.")
    hint = _HINTS.get(name, "")
    return Refused("wrong-type", f"An object of type {name} was returned where {due} is due{hint and '; ' + hint}.")


def _suits(numbers: Numbers, due: Numbers) -> Numbers | Refused:
    """Refuse kinds of entries that the expected ones do not allow."""
    kind, wanted = numbers.dtype.kind, due.dtype.kind
    if kind not in "biufc":
        what = "arbitrary objects" if kind == "O" else "text" if kind in "US" else f"type {numbers.dtype.name}"
        return Refused("wrong-type", f"The array holds {shown_text(what, quotes=False)} where numbers are due.")
    if kind == "b" and wanted != "b":
        text = "True and False were returned where numbers are due: convert them, for instance with `float(...)`"
        return Refused("wrong-type", f"{text} or `.astype(float)`.")
    if wanted == "b" and kind != "b":
        return Refused("wrong-type", "Numbers were returned where truth values (True or False) are due.")
    if kind == "c" and wanted != "c":
        text = "Complex numbers were returned where real ones are due, even if their imaginary part is zero"
        return Refused("wrong-type", f"{text}: is it the root of a negative number?")
    return numbers


def _read_nested(actual: Any, limit: int) -> Numbers | Refused:
    """Read lists in lists level by level, never more than `limit` entries, so that shared sublists cannot explode."""
    level: list[Any] = [actual]
    shape: list[int] = []
    for _ in range(DEPTH):
        level = [item[()] if type(item) is np.ndarray and not item.ndim else plain(item) for item in level]
        nested = sum(_is_sequence(item) for item in level)
        if not nested:
            return _gather(level, tuple(shape))
        if nested < len(level):
            single = next(item for item in level if not _is_sequence(item))
            return _uneven() if id(type(single)) in _NUMBER_IDS else _refuse_entry(single)
        lengths = {len(item) for item in level}
        if len(lengths) > 1:
            return _uneven()
        shape.append(lengths.pop())
        if len(level) * shape[-1] > limit:
            return Refused("wrong-shape", "Far more numbers were returned than are due.")
        level = [entry for item in level for entry in item]
        if not level:
            return np.zeros(tuple(shape))
    return Refused("wrong-shape", f"Lists nested more than {DEPTH} deep were returned.")


def _is_sequence(item: Any) -> bool:
    """Tell whether the item has entries of its own that are numbers or rows."""
    return type(item) is list or type(item) is tuple or type(item) is np.ndarray


def _gather(entries: list[Any], shape: tuple[int, ...]) -> Numbers | Refused:
    """Make an array of single numbers; bools among numbers and everything foreign is refused."""
    kinds = {id(type(entry)) for entry in entries}
    if not kinds <= _NUMBER_IDS:
        return _refuse_entry(next(entry for entry in entries if id(type(entry)) not in _NUMBER_IDS))
    if kinds & BOOL_IDS and not kinds <= BOOL_IDS:
        return Refused("wrong-type", "Numbers and truth values (True or False) are mixed in what was returned.")
    try:
        if kinds <= INTEGER_IDS:
            return _gather_integers(entries).reshape(shape)
        numbers = np.array(entries)
        if numbers.dtype == object:  # integers of more than 64 bits among other numbers
            numbers = np.array(entries, dtype=np.complex128 if kinds & COMPLEX_IDS else np.float64)
        return numbers.reshape(shape)
    except OverflowError:  # an integer beyond every float
        return Refused(
            "too-large", "A number was returned that is too large for a float: does the computation run away?"
        )


def _gather_integers(entries: list[Any]) -> Numbers:
    """Make an integer array, or one of floats where an integer needs more than 64 bits."""
    try:
        return np.array([int(entry) for entry in entries], dtype=np.int64)
    except OverflowError:
        return np.array([float(entry) for entry in entries], dtype=np.float64)


def _refuse_entry(entry: Any) -> Refused:
    """Refuse a list because of one entry, and say which kind of value it is."""
    if entry is None:
        return Refused("wrong-type", "The list that was returned holds None where a number is due.")
    refused = refuse_type(entry, "a number")
    return Refused(refused.diagnosis, f"In the list that was returned: {refused.sentence}", refused.detail)


def _uneven() -> Refused:
    """Refuse a list whose parts do not make a rectangle."""
    return Refused("ragged", "The rows of what was returned have different lengths: they do not make an array.")

"""Walking along the expected value: which parts of an answer are wrong, and what there is to say of each.

dict            by key; more keys than due are fine
list, tuple     of numbers only: read as one array; otherwise entry by entry
array, float    as one array of numbers
int             an integer, exactly          None, bool, str     the same value
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.numeric.closeness import Numbers, all_close
from grader.numeric.recording import Path
from grader.numeric.shown import shown_number, shown_text, type_name
from grader.numeric.values import BOOL_IDS, INTEGER_IDS, REAL_IDS, Refused, plain, read_numbers, refuse_type

_REAL = (int, float, complex, np.number)
_SAFE_INTEGER = 2**53  # every integer up to here is a float64 exactly
_MOST_KEYS = 10  # named in a sentence
_MOST_RESULTS = 6  # that somebody returns together


@dataclass(frozen=True, slots=True)
class Walk:
    """What holds for the whole walk; `lenient`: nan in the expected value matches nothing, and is no error."""

    rtol: float
    atol: float
    kind: str | None = None
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A part that is wrong: its place, and either what to say of it or the two arrays that differ.

    Args:
        path: the keys and positions that lead to it.
        said: what is to be said, where that needs no looking for.
        given: the numbers that were returned.
        due: the numbers that are due; `listed` when they are those of a list or tuple.
    """

    path: Path
    said: Refused | None = None
    given: Numbers | None = None
    due: Numbers | None = None
    listed: bool = False


def wrong_parts(actual: Any, expected: Any, walk: Walk, path: Path = ()) -> Iterator[Wrong]:
    """Give the wrong parts, in the order of the expected value.

    Raises:
        ValueError: the expected value holds nan.
        TypeError: the expected value is of a type that cannot be compared.
    """
    actual = plain(actual)
    if isinstance(expected, Mapping):
        yield from _mapping(actual, expected, walk, path)
    elif expected is None:
        if actual is not None:
            text = f"None is due here; a value of type {type_name(actual)} was returned."
            yield Wrong(path, Refused("none-due", text))
    elif isinstance(expected, str):
        yield from _text(actual, str(expected), path)
    elif isinstance(expected, bool | np.bool_):
        yield from _bool(actual, bool(expected), path)
    elif _is_strict_integer(expected, walk):
        yield from _integer(actual, int(expected), walk, path)
    elif isinstance(expected, list | tuple | range):
        yield from _sequence(actual, list(expected), walk, path)
    else:
        yield from _numbers(actual, _expected_array(expected), walk, path, listed=False)


def _is_strict_integer(expected: Any, walk: Walk) -> bool:
    """Tell whether only an integer will do: where the reference gave a Python int, or the author asks for one."""
    if walk.kind == "int":
        return (
            np.ndim(expected) == 0
            and isinstance(expected, int | float | np.integer | np.floating)
            and expected == int(expected)
        )
    return isinstance(expected, int) and walk.kind != "float"


def _mapping(actual: Any, expected: Mapping[Any, Any], walk: Walk, path: Path) -> Iterator[Wrong]:
    keys = ", ".join(f"`{key}`" for key in list(expected)[:_MOST_KEYS])
    if type(actual) is not dict:
        yield Wrong(path, refuse_type(actual, f"a dict with the keys {keys}"))
        return
    for key, value in expected.items():
        if key in actual:
            yield from wrong_parts(actual[key], value, walk, (*path, key))
        else:
            yield Wrong(path, _missing_key(actual, key))


def _missing_key(actual: dict[Any, Any], key: Any) -> Refused:
    """Say which key is missing, and whether one is there that differs in case or spaces only."""
    wanted = str(key).casefold().strip()
    alike = [name for name in actual if type(name) is str and name.casefold().strip() == wanted]
    hint = f"; there is {shown_text(alike[0])}" if alike else ""
    return Refused("missing-key", f"The dict that was returned has no key `{key}`{hint}.")


def _text(actual: Any, expected: str, path: Path) -> Iterator[Wrong]:
    if type(actual) is not str and type(actual) is not np.str_:
        yield Wrong(path, refuse_type(actual, "text (str)"))
    elif str(actual) != expected:
        detail = f"yours {shown_text(str(actual))}, expected {shown_text(expected)}"
        if str(actual).casefold().split() == expected.casefold().split():
            yield Wrong(path, Refused("spelling", "The text differs in capitals or spaces only.", detail))
        else:
            yield Wrong(path, Refused("", "The text is not right.", detail))


def _bool(actual: Any, expected: bool, path: Path) -> Iterator[Wrong]:
    if id(type(actual)) not in BOOL_IDS:
        yield Wrong(path, refuse_type(actual, "True or False (bool)"))
    elif bool(actual) is not expected:
        yield Wrong(path, Refused("opposite", "The answer is the opposite one.", f"yours {not expected}"))


def _integer(actual: Any, expected: int, walk: Walk, path: Path) -> Iterator[Wrong]:
    if id(type(actual)) in INTEGER_IDS:
        given = int(actual)
        if given == expected:
            return
        if abs(given) > _SAFE_INTEGER or abs(expected) > _SAFE_INTEGER:
            detail = f"yours {shown_number(given)}, expected {shown_number(expected)}"
            yield Wrong(path, Refused("", "The value is not right.", detail))
            return
        yield Wrong(path, given=np.asarray(given), due=np.asarray(expected))
        return
    refused = refuse_type(actual, "an integer (int)")
    if id(type(actual)) in REAL_IDS:
        value = "the value is right, but " if float(actual) == expected else ""
        text = f"An integer (int) is due: {value}it is of type {type_name(actual)}."
        refused = Refused("wrong-type", text, f"yours {shown_number(actual)}")
    elif type(actual) is np.ndarray:
        text = f"An integer (int) is due, not an array of shape {actual.shape}."
        refused = Refused("wrong-shape", text)
    elif type(actual) is list or type(actual) is tuple:
        text = f"An integer (int) is due, not a {type_name(actual)} of length {len(actual)}."
        refused = Refused("wrong-shape", text)
    yield Wrong(path, refused)


def _sequence(actual: Any, expected: list[Any], walk: Walk, path: Path) -> Iterator[Wrong]:
    if _is_regular(expected) or walk.kind == "array":
        yield from _numbers(actual, _expected_array(expected), walk, path, listed=True)
        return
    if type(actual) is not list and type(actual) is not tuple and not (type(actual) is np.ndarray and actual.ndim):
        yield Wrong(path, refuse_type(actual, f"a list or tuple of {len(expected)}"))
        return
    if type(actual) is np.ndarray and (place := _place_of(actual, expected, walk)) is not None:
        text = f"Only entry [{place}] was returned where a list or tuple of {len(expected)} is due."
        yield Wrong(path, Refused("wrong-length", text))
        return
    if len(actual) != len(expected):
        yield Wrong(path, _wrong_length(actual, expected, walk))
        return
    given = list(actual)
    wrong = [
        part for place, entry in enumerate(expected) for part in wrong_parts(given[place], entry, walk, (*path, place))
    ]
    if len(expected) > 1 and len({part.path[len(path)] for part in wrong}) > 1 and _same(given[::-1], expected, walk):
        words = (
            "The two values are exchanged." if len(expected) == 2 else "The entries are right, but in reverse order."
        )
        yield Wrong(path, Refused("permuted", words))
        return
    yield from wrong


def _place_of(answer: Any, entries: list[Any], walk: Walk) -> int | None:
    """Give the place of the one entry that the answer matches."""
    lenient = Walk(walk.rtol, walk.atol, walk.kind, lenient=True)
    places = [place for place, entry in enumerate(entries) if not any(wrong_parts(answer, entry, lenient))]
    return places[0] if len(places) == 1 else None


def one_of_several(actual: Any, expected: Any, walk: Walk) -> Refused | None:
    """Recognise a tuple of results, one of which is what is due: `return path, costs`."""
    actual = plain(actual)
    if type(actual) is not tuple or not 2 <= len(actual) <= _MOST_RESULTS:
        return None
    lenient = Walk(walk.rtol, walk.atol, walk.kind, lenient=True)
    right = [place for place, entry in enumerate(actual) if not any(wrong_parts(entry, expected, lenient))]
    if not right:
        return None
    which = f"entry [{right[0]}] of them alone" if len(right) == 1 else "one of them alone"
    text = f"{len(actual)} values were returned together, where {which} is due."
    return Refused("several-values", text)


def _is_regular(expected: list[Any] | tuple[Any, ...]) -> bool:
    """Tell whether a list holds numbers only, in rows of one length, so that it is an array in all but name."""
    if all(_fits_an_array(entry) for entry in expected):
        return True
    rows = all(isinstance(entry, list | tuple) and entry and _is_regular(entry) for entry in expected)
    return rows and len({np.shape(entry) for entry in expected}) == 1


def _fits_an_array(entry: Any) -> bool:
    """Tell whether an entry is a number that an array can hold; larger integers are compared one by one."""
    if isinstance(entry, int):
        return not isinstance(entry, bool) and -(2**63) <= entry < 2**63
    return isinstance(entry, _REAL)


def _wrong_length(actual: Any, expected: list[Any], walk: Walk) -> Refused:
    """Say how many entries there are and should be, and whether those that are there are right."""
    counts = f"{len(actual)} {'was' if len(actual) == 1 else 'were'} returned, {len(expected)} are due"
    given = list(actual) if abs(len(actual) - len(expected)) == 1 else []
    for left, right, words in (
        (given, expected[1:], "The first entry of the list is missing"),
        (given, expected[:-1], "The last entry of the list is missing"),
        (given[:-1], expected, "There is one entry too many at the end"),
        (given[1:], expected, "There is one entry too many at the start"),
    ):
        if right and len(left) == len(right) and _same(left, right, walk):
            return Refused("wrong-length", f"{words}; the others are right ({counts}).")
    return Refused("wrong-length", f"The number of entries is wrong: {counts}.")


def _same(given: list[Any], expected: list[Any], walk: Walk) -> bool:
    """Tell whether two lists of one length match entry by entry."""
    lenient = Walk(walk.rtol, walk.atol, walk.kind, lenient=True)
    pairs = zip(given, expected, strict=True)
    return not any(True for left, right in pairs for _ in wrong_parts(left, right, lenient))


def matches(actual: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Tell whether an answer matches a value that may hold nan, as an author's known wrong answer may."""
    return not any(True for _ in wrong_parts(actual, expected, Walk(rtol, atol, lenient=True)))


def _expected_array(expected: Any) -> Numbers:
    """Give what the reference gave as an array of numbers, or say that the author's reference gave something else."""
    if isinstance(expected, np.ndarray | list | tuple | float | complex | int | np.number):
        array = np.asarray(expected)
        if array.dtype.kind in "biufc":
            return array
    raise TypeError(f"the reference gave {type_name(expected)}, which cannot be compared as numbers")


def _numbers(actual: Any, due: Numbers, walk: Walk, path: Path, *, listed: bool) -> Iterator[Wrong]:
    given = read_numbers(actual, due)
    if not isinstance(given, Refused) and given.shape == due.shape and all_close(given, due, walk.rtol, walk.atol):
        return
    if not walk.lenient and due.dtype.kind in "fc" and bool(np.isnan(due).any()):
        where = f" at {path}" if path else ""
        raise ValueError(f"the reference gave nan{where}: nothing can match that")
    if isinstance(given, Refused):
        yield Wrong(path, given)
    else:
        yield Wrong(path, given=given, due=due, listed=listed)

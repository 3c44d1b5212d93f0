"""Mistakes in the use of one argument: exchanged, ignored, of the wrong sign, scaled, transposed, used in part."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from grader.numeric.case import Case, Finding, numeric_argument
from grader.numeric.recall_rules import gives, number_arguments, recall_rule, scaled
from grader.numeric.recalls import Recaller
from grader.numeric.scale import lengths

USUAL_NUMBERS = (1, 0.1, 0.01, 0.001)  # what they write in the place of a given rate


_PARTS = (
    ("the last entry", slice(None, -1)),
    ("the first entry", slice(1, None)),
    ("everything but the first entry", slice(None, 1)),
    ("everything but the last entry", slice(-1, None)),
    ("everything but the first two entries", slice(None, 2)),
)


@recall_rule
def swapped_arguments(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right with two arguments of the same shape exchanged, or one of them used for both."""
    for (name, value), (other, second) in itertools.combinations(recaller.arguments.items(), 2):
        if _alike(value, second) and gives(case, recaller, {name: second, other: value}):
            return Finding("swapped-arguments", f"It looks as if `{name}` and `{other}` were exchanged.")
    for (name, value), (other, second) in itertools.permutations(recaller.arguments.items(), 2):
        if not callable(value) and _alike(value, second) and gives(case, recaller, {name: second}):
            return Finding("argument-reused", f"It looks as if `{other}` were used in the place of `{name}`.")
    return None


def _alike(value: Any, other: Any) -> bool:
    """Tell whether two arguments could be taken for one another."""
    if callable(value) or callable(other):
        return callable(value) and callable(other)
    first, second = numeric_argument(value), numeric_argument(other)
    if first is None or second is None:
        return False
    return first.shape == second.shape and not np.array_equal(first, second)


@recall_rule
def ignored_argument(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right when an argument is taken as zero, as one, or (an order) as 0, 1, 2, ..."""
    for name, value in number_arguments(recaller):
        substitutes = [scaled(value, 0)]
        array = numeric_argument(value)
        if array is not None and array.ndim == 0:
            whole = isinstance(value, int | np.integer)
            substitutes += [type(value)(number) for number in USUAL_NUMBERS[: 1 if whole else None]]
        elif array is not None:
            substitutes.append(np.ones_like(np.asarray(value)))
            if array.ndim == 1 and np.asarray(value).dtype.kind in "iu":
                substitutes += [np.sort(np.asarray(value)), np.arange(len(array))]
        for substitute in substitutes:
            if gives(case, recaller, {name: substitute}):
                return Finding("ignored-argument", f"It looks as if the argument `{name}` had no effect on the result.")
    return None


@recall_rule
def argument_sign(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for the negative of one argument."""
    for name, value in number_arguments(recaller):
        if gives(case, recaller, {name: scaled(value, -1)}):
            return Finding("argument-sign", f"It looks as if `{name}` entered with the wrong sign.")
    return None


@recall_rule
def argument_factor(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for a multiple of one argument, such as a learning rate.

    That is how a sum instead of a mean, or a lost factor of 2 in a gradient, shows in the steps of a descent.
    """
    factors = [(2.0, "2"), (0.5, "1/2")]
    for length, words in lengths(case):
        factors += [(float(length), f"n, {words}"), (1.0 / length, f"1/n, n being {words}")]
    for name, value in number_arguments(recaller):
        if isinstance(value, int | np.integer):
            continue
        for factor, words in factors:
            if gives(case, recaller, {name: scaled(value, factor)}):
                text = f"It looks as if `{name}`, or what it is multiplied with, were multiplied by {words}."
                return Finding("constant-factor", text)
    return None


@recall_rule
def transposed_argument(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right for the transpose of one square matrix among the arguments."""
    for name, value in recaller.arguments.items():
        square = isinstance(value, np.ndarray) and value.ndim == 2 and value.shape[0] == value.shape[1] > 1
        if square and gives(case, recaller, {name: value.T.copy()}):
            return Finding("transposed-argument", f"It looks as if the matrix `{name}` were transposed.")
    matrices = [name for name, value in recaller.arguments.items() if _square_matrices(value)]
    for name in matrices:
        parts = recaller.arguments[name]
        if gives(case, recaller, {name: type(parts)(part.T.copy() for part in parts)}):
            return Finding("transposed-argument", f"It looks as if the matrices in `{name}` were transposed.")
    return None


def _square_matrices(value: Any) -> bool:
    """Tell whether a value is a list of square matrices."""
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(part, np.ndarray) and part.ndim == 2 and part.shape[0] == part.shape[1] for part in value)


@recall_rule
def part_ignored(case: Case, recaller: Recaller) -> Finding | None:
    """The answer is right when the first or last entry of an argument, or of all of one length, is left out."""
    for name, value in number_arguments(recaller):
        array = numeric_argument(value)
        if array is None or array.ndim == 0 or len(array) < 2:
            continue
        for words, kept in _PARTS:
            part = np.zeros_like(array)
            part[kept] = array[kept]
            if gives(case, recaller, {name: part}):
                return Finding("part-ignored", f"It looks as if {words} of `{name}` were left out.")
    arrays = {name: value for name, value in recaller.arguments.items() if isinstance(value, np.ndarray) and value.ndim}
    for n in sorted({len(value) for value in arrays.values()} - {0, 1}):
        together = {name: value for name, value in arrays.items() if len(value) == n}
        for words, kept in _PARTS:
            if gives(case, recaller, {name: value[kept] for name, value in together.items()}):
                names = ", ".join(f"`{name}`" for name in together)
                return Finding("part-ignored", f"It looks as if {words} of {names} were left out.")
    return None

"""Curves that a check wants the student to see, the loss by epoch for instance: noted here, drawn by who shows results.

    show_curve(lambda: model.loss_curve_, title="Loss while learning two moons", x="iteration")

A picture decides nothing. What comes from a student is read as any answer is, thinned to plain numbers, and left out
where it is no row of numbers: to ask for one is what assertions are for.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import numpy as np

from grader.errors import StudentFault
from grader.model import Curve
from grader.numeric.closeness import Numbers
from grader.numeric.values import Refused, plain, read_numbers

MOST_CURVES = 3  # of one test
MOST_POINTS = 120  # of one curve; a picture is not much wider
_BUCKETS = MOST_POINTS // 2 - 1
_LONGEST_TITLE, _LONGEST_LABEL = 80, 24

_noted: list[Curve] = []


def show_curve(values: Any, *, title: str = "Loss", x: str = "epoch", y: str = "loss", first: int = 0) -> None:
    """Show a row of numbers as a curve below this check, whether it passes or not.

    It never fails the check, and does nothing where nobody shows results, under a bare pytest for instance.

    Args:
        values: a list, tuple or array with two numbers or more; anything else is not shown. Or a function that gives
            one: if the student's code fails there, no curve is shown, and the check goes on.
        title: what the curve is of.
        x: what is counted along it.
        y: what the numbers are.
        first: the count at the first number: 0 where that is the start, 1 where it comes after the first epoch.
    """
    if len(_noted) >= MOST_CURVES:
        return
    if type(values) is FunctionType:
        try:
            values = values()
        except (AttributeError, StudentFault):  # asking for a picture must not cost points
            return
    numbers = read_numbers(plain(values), np.zeros(1))
    if isinstance(numbers, Refused) or numbers.ndim != 1 or numbers.size < 2:
        return
    with np.errstate(all="ignore"):  # longer floats and larger integers than a float holds become inf
        numbers = numbers.astype(np.float64)
    places = list(_thinned(numbers))
    _noted.append(
        Curve(
            title=_short(title, _LONGEST_TITLE),
            x=_short(x, _LONGEST_LABEL),
            y=_short(y, _LONGEST_LABEL),
            places=tuple(place + first for place in places),
            values=tuple(_rounded(float(numbers[place])) for place in places),
        )
    )


def take_curves() -> tuple[Curve, ...]:
    """Give what was noted since the last time, and forget it."""
    taken = tuple(_noted)
    _noted.clear()
    return taken


def _thinned(numbers: Numbers) -> Iterator[int]:
    """Give the places to keep: the ends, and of each stretch between its least and greatest, so that no peak goes."""
    last = len(numbers) - 1
    if last < MOST_POINTS:
        yield from range(last + 1)
        return
    yield 0
    edges = [1 + (last - 1) * number // _BUCKETS for number in range(_BUCKETS + 1)]
    for start, stop in itertools.pairwise(edges):
        stretch = numbers[start:stop]
        lost = np.flatnonzero(~np.isfinite(stretch))
        kept = {int(np.argmin(stretch)), int(np.argmax(stretch))} if not lost.size else {int(lost[0])}
        yield from (start + place for place in sorted(kept))
    yield last


def _rounded(value: float) -> float | None:
    """Give five digits, more than a picture shows; None for what is no number."""
    rounded = float(f"{value:.5g}")
    return rounded if math.isfinite(rounded) else None


def _short(text: str, limit: int) -> str:
    """Give text that every reader of a result can hold."""
    return str(text)[:limit].encode("utf-8", "backslashreplace").decode("utf-8")

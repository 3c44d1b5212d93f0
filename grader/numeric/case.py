"""One wrong array beside the expected one, as the rules that name mistakes see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from grader.numeric.closeness import Mask, Numbers, as_floats, right_places

if TYPE_CHECKING:
    from grader.numeric.recalls import Recaller

Floats = npt.NDArray[np.float64]

FINEST = 1e-9  # a mistake is recognised to this relative precision where the test's own tolerance is finer
COARSE = {2: 1e-2, 4: 1e-5}  # the same for float16 and float32, by the bytes of an entry


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule recognised: the stable tag, the teacher's sentence, and values for the detail."""

    diagnosis: str
    sentence: str
    detail: str = ""


class Case:
    """A wrong answer of the right shape; `actual` and `expected` are float64.

    Args:
        given: the numbers as they were returned.
        due: the numbers as the reference gave them.
        rtol: relative tolerance of the test.
        atol: absolute tolerance of the test.
        recaller: asks the reference what other arguments would give; None when the call is not known.
    """

    def __init__(self, given: Numbers, due: Numbers, rtol: float, atol: float, recaller: Recaller | None) -> None:
        self.given, self.due, self.recaller = given, due, recaller
        self.rtol, self.atol = rtol, atol
        self.actual: Floats = as_floats(given)
        self.expected: Floats = as_floats(due)
        coarse = COARSE.get(given.dtype.itemsize, 0.0) if given.dtype.kind == "f" else 0.0
        self.loose = max(rtol, FINEST, coarse)

    @cached_property
    def scale(self) -> float:
        """The size of the largest expected entry."""
        return float(np.max(np.abs(self.expected)))

    @cached_property
    def right(self) -> Mask:
        """Which entries are right, by the test's own tolerance."""
        return right_places(self.given, self.due, self.rtol, self.atol)

    @cached_property
    def wrong_count(self) -> int:
        """How many entries are wrong."""
        return int(self.right.size - np.count_nonzero(self.right))

    @property
    def size(self) -> int:
        """How many entries are compared."""
        return int(self.expected.size)

    @property
    def single(self) -> bool:
        """Whether the answer is one number: any two numbers differ by a factor, so rules must ask for more."""
        return self.size == 1

    @property
    def varies(self) -> bool:
        """Whether different numbers are due: equal ones differ from any other equal ones by one factor, one offset."""
        return bool(np.ptp(self.expected) > 0)

    @property
    def subject(self) -> str:
        """The answer as the beginning of a sentence."""
        return "The value is" if self.single else "All values are"

    def close(self, left: Any, right: Any) -> bool:
        """Tell whether two arrays agree as well as a recognised mistake must; nan never agrees."""
        difference = np.abs(np.asarray(left) - right)
        tolerance = max(self.atol, 1e-13 * self.scale) + self.loose * np.abs(right)
        return bool(np.all((difference <= tolerance) & np.isfinite(difference)))

    def is_like(self, other: Any) -> bool:
        """Tell whether the answer equals `other`, and `other` could be told from what is due."""
        candidate = np.asarray(other)
        return candidate.shape == self.actual.shape and self.close(self.actual, candidate)

    def arguments(self) -> Iterator[tuple[str, Any]]:
        """Give the names and values of the recorded call's arguments; none when the call is not known."""
        if self.recaller is not None:
            yield from self.recaller.arguments.items()

    def array_arguments(self) -> Iterator[tuple[str, Floats]]:
        """Give the numeric arguments as float64 arrays."""
        for name, value in self.arguments():
            numbers = numeric_argument(value)
            if numbers is not None:
                yield name, numbers


Rule = Callable[[Case], Finding | None]


def numeric_argument(value: Any) -> Floats | None:
    """Give a recorded argument as a float64 array; None for what is not made of real numbers."""
    if isinstance(value, list | tuple) and not all(isinstance(item, int | float | np.number) for item in value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | np.number | np.ndarray | list | tuple):
        return None
    try:
        numbers = np.asarray(value)
        return numbers.astype(np.float64) if numbers.dtype.kind in "iuf" else None
    except OverflowError:  # an integer beyond every float is no factor worth naming
        return None

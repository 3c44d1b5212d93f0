"""Numbers that differ from student to student, drawn from the student's id: the same on every machine, at any time.

exercises/<slug>/variant.py     def draw(numbers): return {"x": ..., "b": ...}       the author's
exercises/<slug>/<slug>.py      the block between MARKERS is filled by `fill`         the student's
"""

from __future__ import annotations

import hashlib
import math
import runpy
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from grader.course import Exercise
from grader.errors import CourseError, Problem

EXAMPLE = "example"  # whose numbers the files under solutions/ are worked out for
MARKERS = {
    ".py": ("# <your numbers>", "# </your numbers>"),
    ".md": ("<!-- your numbers -->", "<!-- end of your numbers -->"),
}

T = TypeVar("T")


class Numbers:
    """Draws values from names alone, by SHA-256.

    No library's generator: its stream may change with its version, and a student's machine and the grader's have
    different ones.
    """

    def __init__(self, *names: str) -> None:
        self._names, self._drawn = "\0".join(names), 0

    def integer(self, low: int, high: int) -> int:
        """Give a whole number from `low` to `high`, both included."""
        if high < low:
            raise ValueError(f"no whole number lies from {low} to {high}")
        self._drawn += 1
        digest = hashlib.sha256(f"{self._names}\0{self._drawn}".encode()).digest()
        return low + int.from_bytes(digest[:16], "big") % (high - low + 1)

    def decimal(self, low: float, high: float, places: int = 1) -> float:
        """Give a number from `low` to `high` with so many decimal places."""
        scale: int = 10**places
        return self.integer(math.ceil(low * scale - 1e-9), math.floor(high * scale + 1e-9)) / scale

    def choice(self, values: Sequence[T]) -> T:
        """Give one of the values."""
        return values[self.integer(0, len(values) - 1)]

    def sample(self, values: Sequence[T], count: int) -> list[T]:
        """Give so many of the values, none twice, in a drawn order."""
        left = list(values)
        return [left.pop(self.integer(0, len(left) - 1)) for _ in range(count)]


class Variant(Mapping[str, Any]):
    """One student's numbers, by name; also as attributes."""

    def __init__(self, student: str, values: Mapping[str, Any]) -> None:
        self.student, self._values = student, dict(values)

    def __getitem__(self, name: str) -> Any:
        """Give the value of that name."""
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        """Give the same as `variant[name]`."""
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the author's order."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._values)


def draw_variant(course_id: str, exercise: Exercise, student: str) -> Variant:
    """Draw the numbers of one student.

    Capital and small letters of an id, and its spellings in Unicode, are the same here: who typed `Ada` once has
    the numbers of `ada`.

    Raises:
        CourseError: the exercise's variant.py is missing, cannot be run, or draws no dict.
    """
    try:
        draw = runpy.run_path(str(exercise.variant_file)).get("draw")
        person = unicodedata.normalize("NFKC", student).casefold().strip()
        values = draw(Numbers(course_id, exercise.id, person)) if callable(draw) else None
    except Exception as error:
        raise _mistake(exercise, f"{type(error).__name__}: {error}") from error
    if not isinstance(values, dict) or not values or not all(isinstance(name, str) for name in values):
        raise _mistake(exercise, f"{type(values).__name__}" if callable(draw) else "no function draw")
    return Variant(student, values)


def _mistake(exercise: Exercise, found: str) -> CourseError:
    where = str(exercise.variant_file.relative_to(exercise.root))
    return CourseError([Problem(where, "draw(numbers)", found, "a dict of numbers by name")])


def fill(text: str, variant: Variant, suffix: str) -> str:
    """Give a stub or a statement with the student's numbers in the place marked for them; the rest as it is."""
    lines = text.splitlines(keepends=True)
    found = _marked(lines, suffix)
    if found is None:
        return text
    start, end = found
    ending = "\r\n" if lines[start].endswith("\r\n") else "\n"
    inner = [f"made_for = {variant.student!r}", *(f"{name} = {value!r}" for name, value in variant.items())]
    if suffix == ".md":
        inner = ["", "```python", *inner[1:], "```", ""]
    return "".join([*lines[: start + 1], *(line + ending for line in inner), *lines[end:]])


def in_place_of_numbers(text: str, words: str, suffix: str = ".py") -> str:
    """Give the text with some words where numbers would stand, and no markers."""
    lines = text.splitlines(keepends=True)
    found = _marked(lines, suffix)
    return "".join([*lines[: found[0]], f"{words}\n", *lines[found[1] + 1 :]]) if found else text


def without_numbers(text: str, suffix: str = ".py") -> str:
    """Give the text without what stands in the place for numbers."""
    lines = text.splitlines(keepends=True)
    found = _marked(lines, suffix)
    return "".join([*lines[: found[0]], *lines[found[1] + 1 :]]) if found else text


def _marked(lines: Sequence[str], suffix: str) -> tuple[int, int] | None:
    """Give the lines of the two markers, where both are there in their order."""
    begin, finish = MARKERS[suffix]
    bare = [line.strip() for line in lines]
    if begin not in bare or finish not in bare[bare.index(begin) :]:
        return None
    start = bare.index(begin)
    return start, bare.index(finish, start)

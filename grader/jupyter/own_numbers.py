"""A student's own numbers inside a notebook: one released notebook is everybody's, so it cannot hold them itself."""

from __future__ import annotations

import os
from dataclasses import dataclass

from grader.collect import read_student
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.variant import Variant, draw_variant
from grader.workbook import load_progress, name_student

HUB_VARIABLE = "JUPYTERHUB_USER"  # by which nbgrader's exchange knows a student, too


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Whose numbers, of which exercise."""

    exercise: Exercise
    variant: Variant


class Owner:
    """Whose notebook this is: who was named last here, in this folder, or by the hub."""

    def __init__(self) -> None:
        self._named = ""

    def of(self, course: Course) -> str:
        """Give the student's id; nothing where nobody has said it."""
        return self._named or load_progress(course).student or os.environ.get(HUB_VARIABLE, "").strip()

    def name(self, course: Course, student: str) -> None:
        """Remember who it is, for this kernel and for the folder.

        Raises:
            UsageError: it cannot be a student's id.
        """
        try:
            self._named = read_student(student)
        except ValueError as error:
            raise UsageError(f"the name {student!r} {error}") from None
        name_student(course, self._named)


def own_numbers(course: Course, slug: str, owner: Owner) -> OwnNumbers:
    """Draw the numbers of whose notebook this is.

    Raises:
        UsageError: the exercise has none, or nobody has been named.
        CourseError: the course has no such exercise, or its numbers cannot be drawn.
    """
    exercise = course.exercise(slug)
    if not exercise.variant_file.exists():
        raise UsageError(f"{slug} has the same numbers for everybody; they stand in its statement")
    student = owner.of(course)
    if not student:
        raise UsageError(how_to_name(slug))
    return OwnNumbers(exercise, draw_variant(course.id, exercise, student))


def how_to_name(slug: str) -> str:
    """Say how a student gets to see their numbers."""
    return (
        f"{slug} has numbers of your own: `%numbers {slug} NAME` shows them, with the name by which your course knows "
        "you for NAME (ask if you are not sure: other numbers are marked wrong)"
    )


def numbers_line(own: OwnNumbers) -> str:
    """Give somebody's numbers as one line."""
    return f"The numbers of {own.variant.student}: " + "; ".join(
        f"{name} = {value!r}" for name, value in own.variant.items()
    )

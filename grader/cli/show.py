"""The class as it stands in a gradebook: read, and shown on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Result
    from grader.record import Gradebook


def show_class(course: Course, gradebook: Gradebook) -> None:
    """Print the class table."""
    from rich.console import Console

    from grader.report import class_table

    Console().print(class_table(course, *read_class(course, gradebook)))


def read_class(course: Course, gradebook: Gradebook) -> tuple[list[Result], list[str], list[tuple[str, str]]]:
    """Give the current results, all students, and (student, exercise) of what waits to be graded."""
    versions = {exercise.id: exercise.version for exercise in course.exercises}
    return gradebook.results(course.id, versions), gradebook.students(course.id), gradebook.waiting(course.id)

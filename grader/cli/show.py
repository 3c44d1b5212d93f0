"""The class as it stands in a gradebook, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.course import Course
    from grader.record import Gradebook


def show_class(course: Course, gradebook: Gradebook) -> None:
    """Print the class table."""
    from rich.console import Console

    from grader.report import class_table

    Console().print(class_table(course, gradebook.results(course.id), gradebook.students(course.id)))

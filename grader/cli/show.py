"""The class as it stands in a gradebook: read, and shown on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Result, Standing
    from grader.record import Gradebook


class ClassRecord(NamedTuple):
    """What the reports take, in their order.

    `results` holds, as it was graded, the one of each student and exercise that counts; `standings` what it counts.
    """

    results: list[Result]
    students: list[str]
    waiting: list[tuple[str, str]]
    standings: dict[tuple[str, str], Standing]


def show_class(course: Course, gradebook: Gradebook) -> None:
    """Print the class table."""
    from rich.console import Console

    from grader.report import class_table

    Console().print(class_table(course, *read_class(course, gradebook)))


def read_standing(course: Course, gradebook: Gradebook, student: str, exercise: str) -> Standing | None:
    """Give what counts of one student's exercise; None where there is neither a grade nor points by hand."""
    from grader.policy import settle

    standings = settle(
        course,
        [
            result
            for result in gradebook.results(course.id, course.versions, course.attempt_rules, [student])
            if result.exercise == exercise
        ],
        gradebook.extensions(course.id),
        gradebook.adjustments(course.id),
    )
    return standings.get((student, exercise))


def read_class(course: Course, gradebook: Gradebook) -> ClassRecord:
    """Give what counts of every student, and what waits to be graded."""
    from grader.policy import settle

    standings = settle(
        course,
        gradebook.results(course.id, course.versions, course.attempt_rules),
        gradebook.extensions(course.id),
        gradebook.adjustments(course.id),
    )
    return ClassRecord(
        [standing.result for standing in standings.values() if standing.result is not None],
        gradebook.students(course.id),
        gradebook.waiting(course.id, course.attempt_rules),
        standings,
    )

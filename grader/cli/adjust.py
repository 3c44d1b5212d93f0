"""grader adjust: points changed by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.decisions import decision_line, named_student, read_reason, who
from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.record import Gradebook


@click.command()
@click.argument("student", required=False)
@click.argument("exercise", required=False)
@click.option("--points", metavar="P", help="What counts from now on, whatever was earned.")
@click.option("--add", metavar="D", help="Added to what counts; -1.5 takes some off.")
@click.option("--reason", metavar="TEXT", help="Why; the student sees it.")
@click.option("--by", metavar="NAME", help="Who decides (default: your user name).")
@click.option("--list", "listing", is_flag=True, help="Show every adjustment, of STUDENT and EXERCISE if named.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take the adjustment of that number back.")
@course_option
@gradebook_option
def command(
    student: str | None,
    exercise: str | None,
    points: str | None,
    add: str | None,
    reason: str | None,
    by: str | None,
    listing: bool,
    undo: int | None,
    course_folder: Path | None,
    gradebook_url: str | None,
) -> None:
    """Change what counts of one student's EXERCISE by hand; no regrade touches it.

    It comes after the late penalty. Nothing is ever removed: an adjustment that was undone stays in the list.

    \b
    Example:  grader adjust ada sgd --add 1.5 --reason "The statement was unclear"
              grader adjust --list
              grader adjust --undo 3
    """
    from grader.record import open_gradebook

    course = open_course(course_folder)
    if sum([listing, undo is not None, points is not None, add is not None]) != 1:
        raise UsageError("say one of --points P, --add D, --list and --undo NUMBER")
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        if listing:
            _list(course, gradebook, student, exercise)
            return
        if undo is not None:
            gradebook.undo_adjustment(course.id, undo, who(by))
            number = undo
        else:
            if student is None or exercise is None:
                raise UsageError('say whom and what: grader adjust STUDENT EXERCISE --add 1 --reason "..."')
            number = _adjust(course, gradebook, student, exercise, points, add, reason, by)
        _show(course, gradebook, number)


def _adjust(
    course: Course,
    gradebook: Gradebook,
    student: str,
    exercise: str,
    points: str | None,
    add: str | None,
    reason: str | None,
    by: str | None,
) -> int:
    """Keep an adjustment and give its number."""
    from grader.cli.show import read_standing
    from grader.model import Adjustment
    from grader.policy import read_points

    slug = course.exercise(exercise).id
    amount = read_points(points) if points is not None else read_points(add or "", signed=True)
    student = named_student(student, gradebook.students(course.id))
    standing = read_standing(course, gradebook, student, slug)
    if points is None and (standing is None or standing.points is None):
        raise UsageError(f"{student} has no points in {slug} to add to; set them with --points")
    one = Adjustment(
        number=0,
        student=student,
        exercise=slug,
        sets=points is not None,
        points=amount,
        reason=read_reason(reason),
        by=who(by),
        at=datetime.now(UTC),
    )
    return gradebook.add_adjustment(course.id, one)


def _list(course: Course, gradebook: Gradebook, student: str | None, exercise: str | None) -> None:
    slug = exercise and course.exercise(exercise).id
    made = gradebook.adjustments(course.id)
    chosen = [one for one in made if student in (None, one.student) and slug in (None, one.exercise)]
    for one in chosen:
        click.echo(decision_line(one, course))
    if not chosen:
        click.echo("Nothing was adjusted.")


def _show(course: Course, gradebook: Gradebook, number: int) -> None:
    """Print an adjustment, and what counts now."""
    from grader.cli.show import read_standing
    from grader.report import standing_line

    one = next(one for one in gradebook.adjustments(course.id) if one.number == number)
    click.echo(decision_line(one, course))
    if one.exercise in course.versions:
        standing = read_standing(course, gradebook, one.student, one.exercise)
        click.echo(standing_line(one.student, one.exercise, standing, course.exercise(one.exercise).points))

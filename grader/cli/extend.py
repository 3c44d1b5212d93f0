"""grader extend: more time, or more attempts, for one student."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.decisions import decision_line, named_student, read_reason, who
from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.record import Gradebook


@click.command()
@click.argument("student", required=False)
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--until", metavar="WHEN", help="The due date instead: 2030-10-12T23:59, in the course's time zone.")
@click.option("--days", type=click.IntRange(0, 100_000), metavar="N", help="So many days after the due date.")
@click.option("--attempts", type=click.IntRange(1, 100_000), metavar="N", help="So many attempts more.")
@click.option("--reason", metavar="TEXT", default="", help="Why.")
@click.option("--by", metavar="NAME", help="Who decides (default: your user name).")
@click.option("--list", "listing", is_flag=True, help="Show every extension, of STUDENT and EXERCISE if named.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take the extension of that number back.")
@course_option
@gradebook_option
def command(
    student: str | None,
    exercises: tuple[str, ...],
    until: str | None,
    days: int | None,
    attempts: int | None,
    reason: str,
    by: str | None,
    listing: bool,
    undo: int | None,
    course_folder: Path | None,
    gradebook_url: str | None,
) -> None:
    """Give one STUDENT more time or more attempts for an EXERCISE, or for all of a unit.

    It may come before anything is handed in. The latest date counts; attempts add up.

    \b
    Example:  grader extend ada sgd --until 2030-10-12T23:59 --reason "ill"
              grader extend ada learning --days 3
              grader extend --list
    """
    from grader.record import open_gradebook

    course = open_course(course_folder)
    chosen = [exercise for name in exercises for exercise in _named(course, name)]
    gives = until is not None or days is not None or attempts is not None
    if listing + (undo is not None) + gives != 1 or (until is not None and days is not None):
        raise UsageError("say one of --until WHEN, --days N and --attempts N (a date and attempts go together), "
                         "or --list, or --undo NUMBER")  # fmt: skip
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=gives) as gradebook:
        if undo is not None:
            gradebook.undo_extension(course.id, undo, who(by))
            numbers = {undo}
        elif listing:
            slugs = {exercise.id for exercise in chosen}
            numbers = {
                one.number
                for one in gradebook.extensions(course.id)
                if student in (None, one.student) and (not slugs or one.exercise in slugs)
            }
        else:
            if student is None or not chosen:
                raise UsageError("say whom and what: grader extend STUDENT EXERCISE --days 3")
            dues = {exercise.id: _due(course, exercise, until, days) for exercise in chosen}
            numbers = _extend(course, gradebook, student, dues, attempts or 0, reason, by)
        for one in gradebook.extensions(course.id):
            if one.number in numbers:
                click.echo(decision_line(one, course))
        if not numbers:
            click.echo("Nothing was extended.")


def _due(course: Course, exercise: Exercise, until: str | None, days: int | None) -> datetime | None:
    """Give the due date that was asked for, None where only attempts are added."""
    from grader.policy import days_after, read_moment

    if until is not None:
        return read_moment(until, course.timezone)
    if days is None:
        return None
    if exercise.due is None:
        raise UsageError(f"{exercise.id} has no due date; give one with --until WHEN")
    return days_after(exercise.due, days, course.timezone)


def _extend(
    course: Course,
    gradebook: Gradebook,
    student: str,
    dues: dict[str, datetime | None],
    attempts: int,
    reason: str,
    by: str | None,
) -> set[int]:
    """Keep an extension for each exercise and give their numbers."""
    from grader.model import Extension
    from grader.report import safe_text

    known = gradebook.students(course.id)
    student = named_student(student, known, must_be_known=False)
    why, name = read_reason(reason, required=False), who(by)
    numbers = {
        gradebook.add_extension(
            course.id,
            Extension(
                number=0,
                student=student,
                exercise=exercise,
                due=due,
                extra_attempts=attempts,
                reason=why,
                by=name,
                at=datetime.now(UTC),
            ),
        )
        for exercise, due in dues.items()
    }
    if student not in known:
        click.echo(f"grader: nobody of that name has handed anything in so far: {safe_text(student)}", err=True)
    return numbers


def _named(course: Course, name: str) -> list[Exercise]:
    """Give the exercise of that name, or the exercises of the unit."""
    if name not in course.versions:
        for unit in course.units:
            if unit.id == name:
                return list(unit.exercises)
    return [course.exercise(name)]

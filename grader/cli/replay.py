"""grader replay: one submission graded once more, compared with what was recorded."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from grader.cli.decisions import named_student
from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Result, Submission
    from grader.record import Gradebook


@click.command()
@click.argument("student")
@click.argument("exercise")
@click.option("--attempt", type=click.IntRange(1), metavar="N", help="The Nth attempt (default: the one that counts).")
@course_option
@gradebook_option
@click.pass_context
def command(
    ctx: click.Context,
    student: str,
    exercise: str,
    attempt: int | None,
    course_folder: Path | None,
    gradebook_url: str | None,
) -> None:
    """Grade what STUDENT handed in for EXERCISE once more and compare it, bit for bit, with what was recorded.

    Nothing is changed. Exit code: 0 the same, 1 it differs (and how, and what may be the reason), 2 there is nothing
    to compare.

    \b
    Example:  grader replay ada sgd
    """
    from grader.pipeline import judge_submissions, require_graders
    from grader.record import as_kept, open_gradebook
    from grader.report import safe_text

    course = open_course(course_folder)
    slug = course.exercise(exercise).id
    require_graders(course, {slug})
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        student = named_student(student, gradebook.students(course.id))
        submission, recorded = _find(course, gradebook, student, slug, attempt)
    for label, value in _origin(recorded, submission, course):
        click.echo(f"{label:>12}  {safe_text(value)}")
    ((result,),) = judge_submissions(course, [submission], jobs=1)
    again = as_kept(result)
    if grade_digest(again) == grade_digest(recorded):
        click.echo(
            f"The same, bit for bit: {_points(recorded)}, {len(recorded.tests)} tests, {grade_digest(again)[:16]}."
        )
        return
    click.echo("Not the same:")
    for line in _differences(recorded, again):
        click.echo(f"  {line}")
    ctx.exit(1)


def grade_digest(result: Result) -> str:
    """Give a hash of all that is the grade: status, points, every test's outcome, texts and points, and the seed."""
    grade = (
        str(result.status),
        str(result.points),
        str(result.max_points),
        result.message,
        str(result.seed),
        [[str(value) for value in msgspec.structs.astuple(test)] for test in result.tests],
    )
    return hashlib.sha256(msgspec.json.encode(grade)).hexdigest()


def _find(
    course: Course, gradebook: Gradebook, student: str, slug: str, attempt: int | None
) -> tuple[Submission, Result]:
    """Give the attempt that was asked for, and its newest result of the present version, or of any."""
    from grader.cli.show import read_standing

    attempts = gradebook.attempts(course.id, student, slug)
    history = gradebook.history(course.id, student, slug)
    if not attempts:
        raise UsageError(f"{student} has handed in nothing for {slug}")
    if attempt is None:
        standing = read_standing(course, gradebook, student, slug)
        recorded = standing.result if standing is not None else None
    elif attempt > len(attempts):
        raise UsageError(f"{student} has {len(attempts)} attempts at {slug}, not {attempt}")
    else:
        of_attempt = [one for one in history if _is_of(one, attempts[attempt - 1])]
        present = [one for one in of_attempt if one.exercise_version == course.versions[slug]]
        recorded = next(reversed(present or of_attempt), None)
    if recorded is None:
        if attempt is not None and attempts[attempt - 1] not in gradebook.counting(
            course.id, [slug], [student], course.attempt_rules
        ):
            raise UsageError(f"attempt {attempt} does not count, and was never graded")
        raise UsageError(f"this was not graded yet: `grader grade {slug}` does it")
    return next(one for one in reversed(attempts) if _is_of(recorded, one)), recorded


def _is_of(result: Result, submission: Submission) -> bool:
    return (result.sha256, result.submitted_at) == (submission.sha256, submission.submitted_at)


def _origin(recorded: Result, submission: Submission, course: Course) -> Iterator[tuple[str, str]]:
    moment = recorded.submitted_at.astimezone(course.timezone)
    yield "submission", f"{recorded.student}, {recorded.exercise}, {moment:%Y-%m-%d %H:%M:%S %Z}"
    yield "came as", submission.source
    yield "sha256", recorded.sha256
    yield "exercise", f"version {recorded.exercise_version}"
    yield "toolkit", f"{recorded.toolkit_version}" + (f", {recorded.environment}" if recorded.environment else "")
    yield "seed", str(recorded.seed)


def _differences(recorded: Result, again: Result) -> Iterator[str]:
    """Say what differs, and first of all what may be the reason."""
    from grader.report import change_lines, compare, safe_text

    if recorded.exercise_version != again.exercise_version:
        yield (
            f"exercise: recorded with version {recorded.exercise_version}, now {again.exercise_version}: "
            "its tests, its reference or its line in course.yaml were changed"
        )
    for name, label in (("toolkit_version", "toolkit"), ("environment", "machine")):
        before, now = getattr(recorded, name), getattr(again, name)
        if before and before != now:
            yield safe_text(f"{label}: recorded with {before}, now {now}")
    if recorded.seed != again.seed:
        yield f"seed: {recorded.seed} -> {again.seed}"
    if (recorded.status, recorded.points) != (again.status, again.points):
        yield f"grade: {_points(recorded)} -> {_points(again)}"
    if recorded.message != again.message:
        yield safe_text(f"message: {recorded.message or 'none'} -> {again.message or 'none'}", limit=600)
    difference = compare(recorded, again)
    yield from (line.ansi().strip() for line in change_lines(difference, sys.stdout.encoding or "utf-8"))
    changed = {test.id for change in difference.changes for test in (change.before, change.after) if test is not None}
    now_by_id = {test.id: test for test in again.tests}
    for test in recorded.tests:
        if test.id not in changed and test != now_by_id[test.id]:
            fields = [
                name for name in test.__struct_fields__ if getattr(test, name) != getattr(now_by_id[test.id], name)
            ]
            yield safe_text(f"{test.id}: same outcome, other {', '.join(fields)}", limit=300)


def _points(result: Result) -> str:
    score = "no score" if result.points is None else f"{result.points} of {result.max_points}"
    return f"{result.status}, {score}"

"""grader collect: take in a class and grade what is new."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.attempts import attempt_key, grades_by_attempt, show_differences
from grader.cli.options import (
    cluster_option,
    course_option,
    gradebook_option,
    gradebook_url_of,
    jobs_option,
    open_course,
)

if TYPE_CHECKING:
    from grader.collect import Intake
    from grader.course import Course
    from grader.model import Result, Submission
    from grader.record import Gradebook


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option("--layout", metavar="NAME", help="How the source is laid out (default: found out).")
@click.option(
    "--not-before",
    metavar="WHEN",
    help="Nothing counts as handed in earlier, whatever its own time says: 2030-10-05T23:59.",
)
@click.option("--no-grade", is_flag=True, help="Only take in.")
@course_option
@gradebook_option
@jobs_option
@cluster_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[Path, ...],
    layout: str | None,
    not_before: str | None,
    no_grade: bool,
    course_folder: Path | None,
    gradebook_url: str | None,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Take in folders and archives of <student>/<exercise>.py or notebooks, grade what is new, show the class.

    Exit code: 0 every submission got its verdict, 1 some could not be graded through the grader's own fault,
    2 the command or the course is wrong.

    \b
    Example:  grader collect examples/class
    """
    from grader.cli.show import show_class
    from grader.pipeline import Workers, collect_class, grade_submissions, pending_submissions, prepare_workers
    from grader.policy import read_moment
    from grader.record import open_gradebook
    from grader.report import progress

    course = open_course(course_folder)
    if not no_grade and cluster is None:
        prepare_workers()
    earliest = read_moment(not_before, course.timezone) if not_before is not None else None
    with (
        Workers(jobs, None if no_grade else cluster) as workers,
        open_gradebook(gradebook_url_of(course, gradebook_url)) as gradebook,
    ):
        helpers = None if no_grade else workers.helpers
        intake, new = collect_class(course, sources, gradebook, layout, earliest, helpers)
        _print_intake(intake, new)
        failed = 0
        if not no_grade and (pending := pending_submissions(course, gradebook)):
            before = _graded_before(course, gradebook, pending)
            with progress("Grading", len(pending)) as bar:
                failed = grade_submissions(course, pending, gradebook, workers.jobs, bar.advance, workers.hand_over)
            click.echo(f"Graded {len(pending) - failed} of {len(pending)}.")
            if before:
                click.echo("Graded before, by other tests; both grades are kept:")
                show_differences(before, gradebook.results(course.id, course.versions, course.attempt_rules))
        show_class(course, gradebook)
    if failed:
        click.echo(
            f"grader: {failed} could not be graded; they have no score, and the next collect tries again", err=True
        )
    ctx.exit(1 if failed else 0)


def _graded_before(course: Course, gradebook: Gradebook, pending: Sequence[Submission]) -> dict[Hashable, Result]:
    """Give the grades that submissions have from an earlier version of their exercise."""
    grades = grades_by_attempt(gradebook.results(course.id, course.versions, course.attempt_rules))
    return {key: grades[key] for key in map(attempt_key, pending) if key in grades}


def _print_intake(intake: Intake, new: int) -> None:
    from grader.report import counted, safe_text

    students = len({submission.student for submission in intake.submissions})
    count = len(intake.submissions)
    click.echo(
        f"Took in {counted(count, 'submission')} of {counted(students, 'student')}, {new or 'none'} of them new."
    )
    for receipt in intake.receipts:
        word = "holds" if receipt.holds else f"does not hold: {receipt.reason}"
        packed = f", packed as {safe_text(receipt.packed_as)}," if receipt.packed_as else ""
        click.echo(f"Receipt {receipt.code} of {safe_text(receipt.student)}{packed} {word}")
    if intake.not_understood:
        click.echo("Not understood, and left out:", err=True)
        for row in intake.not_understood:
            click.echo(f"  {safe_text(row.path)}  {safe_text(row.reason)}", err=True)

"""grader grade: grade again, and see what changes before it is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.attempts import Grades, attempt_key, grades_by_attempt, show_differences
from grader.cli.decisions import named_student
from grader.cli.options import (
    cluster_option,
    course_option,
    gradebook_option,
    gradebook_url_of,
    jobs_option,
    open_course,
)
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Result, Submission
    from grader.pipeline import Workers
    from grader.record import Gradebook


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--student", "students", multiple=True, metavar="NAME", help="Only this one's; may be said again.")
@click.option("--all", "everything", is_flag=True, help="Every exercise, changed or not.")
@click.option("--yes", "-y", is_flag=True, help="Keep what comes out without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and keep nothing.")
@course_option
@gradebook_option
@jobs_option
@cluster_option
@click.pass_context
def command(
    ctx: click.Context,
    exercises: tuple[str, ...],
    students: tuple[str, ...],
    everything: bool,
    yes: bool,
    dry_run: bool,
    course_folder: Path | None,
    gradebook_url: str | None,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """Grade what was handed in once more, show what changes for whom, and ask before it is kept.

    Named exercises or students are graded again whatever they have; without any, what is new and what has changed
    tests. Adjustments by hand stay. Exit code: 0 all were graded, 1 some could not be through the grader's own fault,
    2 the command or the course is wrong.

    \b
    Example:  grader grade sgd
              grader grade --student ada --dry-run
    """
    from grader.pipeline import Workers, require_graders
    from grader.record import open_gradebook

    course = open_course(course_folder)
    slugs = list(dict.fromkeys(course.exercise(name).id for name in exercises))
    with (
        Workers(jobs, cluster) as workers,
        open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook,
    ):
        names = [named_student(name, gradebook.students(course.id)) for name in students]
        if slugs or names or everything:
            wanted = gradebook.counting(course.id, slugs or course.versions, names, course.attempt_rules)
        else:
            wanted = gradebook.pending(course.id, course.versions, course.attempt_rules)
        require_graders(course, {one.exercise for one in wanted})
        known = grades_by_attempt(gradebook.results(course.id, course.versions, course.attempt_rules, names))
        new = [one for one in wanted if attempt_key(one) not in known]
        again = [one for one in wanted if attempt_key(one) in known]
        if again and not (yes or dry_run or sys.stdin.isatty()):
            raise UsageError("nobody is there to ask: say --yes to keep what comes out, or --dry-run to only look")
        failed = _grade_new(course, gradebook, new, workers, dry_run=dry_run)
        if again:
            keep = False if dry_run else True if yes else None
            failed += _regrade(course, gradebook, again, known, workers, keep=keep)
    if not wanted:
        click.echo("Nothing is to be graded.")
    if failed:
        click.echo(f"grader: {failed} could not be graded; what they had is left as it was", err=True)
    ctx.exit(1 if failed else 0)


def _grade_new(course: Course, gradebook: Gradebook, new: list[Submission], workers: Workers, *, dry_run: bool) -> int:
    """Grade and record what has no grade, for which there is nothing to ask; gives how many could not be graded."""
    from grader.pipeline import grade_submissions
    from grader.report import progress

    if not new:
        return 0
    if dry_run:
        click.echo(f"{len(new)} without a grade would be graded.")
        return 0
    with progress("Grading", len(new)) as bar:
        failed = grade_submissions(course, new, gradebook, workers.jobs, bar.advance, workers.hand_over)
    click.echo(f"Graded {len(new) - failed} of {len(new)} that had no grade.")
    return failed


def _regrade(
    course: Course,
    gradebook: Gradebook,
    submissions: list[Submission],
    known: Grades,
    workers: Workers,
    *,
    keep: bool | None,
) -> int:
    """Grade, show, and keep if that is wanted (None: ask); gives how many could not be graded."""
    from grader.model import Status
    from grader.pipeline import judge_submissions
    from grader.record import as_kept
    from grader.report import progress

    results: list[Result] = []
    try:
        with progress("Grading again", len(submissions)) as bar:
            for batch in judge_submissions(course, submissions, workers.jobs, workers.hand_over):
                results += map(as_kept, batch)
                bar.advance(len(batch))
    except KeyboardInterrupt:
        raise click.exceptions.Exit(_stopped()) from None
    failed = [result for result in results if result.status is Status.ERROR]
    graded = [result for result in results if result.status is not Status.ERROR]
    changed = show_differences(known, graded)
    _print_failures(failed)
    if keep is None:
        keep = bool(graded) and click.confirm("Keep these grades?", default=False)
    if keep:
        gradebook.replace(course.id, graded)
        click.echo(f"Kept: {changed} grades changed. Adjustments by hand stay as they were.")
    else:
        click.echo("Nothing was kept; the gradebook is as it was.")
    return len(failed)


def _stopped() -> int:
    click.echo("\ngrader: stopped; no grade was changed", err=True)
    return 130


def _print_failures(failed: list[Result]) -> None:
    from grader.report import safe_text

    for result in failed[:20]:
        words = safe_text(f"{result.student}, {result.exercise}: {result.message}", limit=500)
        click.echo(f"grader: could not be graded: {words}", err=True)

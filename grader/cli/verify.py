"""grader verify: an exercise's graders are graded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, jobs_option, open_course

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.course import Course
    from grader.verify import ExerciseReport


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--no-mutants", is_flag=True, help="Leave out the changed references: a quick look.")
@click.option(
    "--list-survivors", is_flag=True, help="Add mutants that nothing catches to the list of those that are no mistakes."
)
@click.option("--json", "as_json", is_flag=True, help="The same facts for programs.")
@course_option
@jobs_option
@click.pass_context
def command(
    ctx: click.Context,
    exercises: tuple[str, ...],
    no_mutants: bool,
    list_survivors: bool,
    as_json: bool,
    course_folder: Path | None,
    jobs: int | None,
) -> None:
    """Prove graders: of one exercise, several, or all of the course.

    The stub scores 0 and says what to do; the reference and right/ get full marks with a quarter of the limits;
    wrong/ is caught by the tests that the files name; every hidden test is needed; and small changes to the
    reference are caught, or listed with a reason. Exit code: 0 all proven, 1 something to fix, 2 the command or the
    course is wrong.

    \b
    Example:  grader verify neuron_output
    """
    from grader.pipeline import default_jobs
    from grader.report import progress
    from grader.verify import plan_exercises, report_lines, verify_exercises

    course = open_course(course_folder)
    chosen = [course.exercise(name) for name in dict.fromkeys(exercises)] or course.exercises
    if not exercises:
        _tell_unlisted(course)
    plans = plan_exercises(chosen, with_mutants=not no_mutants)
    with progress("Verifying", sum(1 for plan in plans for _ in plan.tasks())) as bar:
        reports = verify_exercises(course, plans, jobs or default_jobs(), bar.advance)
    if list_survivors:
        _list_survivors(course, reports)
    if as_json:
        import msgspec

        rows = {"course": course.id, "ok": all(report.ok for report in reports), "exercises": reports}
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())
    else:
        lines = report_lines(reports, sys.stdout.encoding or "utf-8")
        click.echo("\n".join(line.ansi() for line in lines))
    ctx.exit(0 if all(report.ok for report in reports) else 1)


def _tell_unlisted(course: Course) -> None:
    """Name the exercises that course.yaml does not: nobody gets them, and nobody proves them."""
    known = {exercise.id for exercise in course.exercises}
    there = [
        folder.name for folder in (course.root / "exercises").glob("*/") if (folder / f"{folder.name}.py").is_file()
    ]
    if missing := sorted(set(there) - known):
        click.echo(f"grader: not in course.yaml, and not verified: {', '.join(missing)}", err=True)


def _list_survivors(course: Course, reports: Sequence[ExerciseReport]) -> None:
    from grader.verify import add_equivalents

    for report in reports:
        if report.survivors:
            path = add_equivalents(course.exercise(report.exercise), [one.key for one in report.survivors])
            click.echo(f"Listed {len(report.survivors)} in {path}; fill in why each is no mistake.", err=True)

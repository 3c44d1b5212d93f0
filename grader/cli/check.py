"""grader check: your own answers against the visible tests."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course, read_student_id, student_option
from grader.cli.own_files import all_passed, find_files, print_result, read_file, remember, untouched
from grader.model import Result

if TYPE_CHECKING:
    from grader.course import Course


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--watch", "watching", is_flag=True, help="Check again at each save, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="The same facts for programs.")
@student_option
@course_option
@click.pass_context
def command(
    ctx: click.Context,
    exercises: tuple[str, ...],
    watching: bool,
    as_json: bool,
    student: str | None,
    course_folder: Path | None,
) -> None:
    """Check your answers: one exercise, several, or all of the course.

    An EXERCISE is its name, or the path of a file called <exercise>.py. Exit code: 0 all passed, 1 something did
    not, 2 the command or the course is wrong; with --watch, 0 when it was ended by Ctrl-C.

    \b
    Example:  grader check neuron_output --watch
    """
    from grader.execute import open_own

    # The student's process starts before pytest and numpy are imported here: they get ready side by side.
    with open_own(lambda reason: click.echo(f"grader: {reason}", err=True)) as sandbox:
        from grader.pipeline import check_submissions

        course = open_course(course_folder)
        files = find_files(course, exercises)
        numbers_of = read_student_id(student, course)
        if watching:
            from grader.cli.watch_mode import watch

            watch(course, exercises, sandbox, numbers_of, as_json)
            return
        submissions = [read_file(own) for own in files]
        results: list[Result] = []
        # Who checks the whole course wants to read of what is begun; the rest is counted.
        left_out = untouched(submissions) if len(submissions) > 1 and not exercises else set()

        def show(result: Result) -> None:
            results.append(result)
            if not as_json and result.exercise not in left_out:
                print_result(course, result)

        check_submissions(course, submissions, sandbox, show, numbers_of)
    remember(course, list(zip(submissions, results, strict=True)))  # checked one after the other
    if as_json:
        from grader.report import export_json

        # A student's own file holds no secret: everything about it is shown.
        checked = replace(course.with_only({result.exercise for result in results}), feedback="full")
        click.echo(export_json(checked, results), nl=False)
    elif len(results) > 1:
        _print_summary(course, results, left_out)
    ctx.exit(0 if all(all_passed(result) for result in results) else 1)


def _print_summary(course: Course, results: list[Result], left_out: set[str]) -> None:
    if left_out:
        names = ", ".join(result.exercise for result in results if result.exercise in left_out)
        width = min(shutil.get_terminal_size().columns, 80)
        click.echo(textwrap.fill(f"Not begun: {names}", width, subsequent_indent="  ", break_long_words=False) + "\n")
    passed = sum(all_passed(result) for result in results)
    click.echo(f"{passed} of {len(results)} exercises pass all their visible tests.")
    open_ = [result.exercise for result in results if not all_passed(result)]
    if left_out:
        from grader.cli.listing import read_listing

        click.echo(f"Next: {read_listing(course).next_command}")
    elif open_:
        click.echo(f"Next: grader check {open_[0]}")

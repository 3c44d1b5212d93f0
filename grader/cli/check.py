"""grader check: your own answers against the visible tests."""

from __future__ import annotations

import hashlib
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course
from grader.model import Outcome, Result, Status, Submission

if TYPE_CHECKING:
    from grader.course import Course, Exercise


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--json", "as_json", is_flag=True, help="The same facts for programs.")
@course_option
@click.pass_context
def command(ctx: click.Context, exercises: tuple[str, ...], as_json: bool, course_folder: Path | None) -> None:
    """Check your answers: one exercise, several, or all of the course.

    An EXERCISE is its name, or the path of a file called <exercise>.py. Exit code: 0 all passed, 1 something did
    not, 2 the command or the course is wrong.

    \b
    Example:  grader check neuron_output
    """
    from grader.pipeline import check_submissions, start_sandbox

    # The student's process starts before anything else is imported: they get ready side by side.
    with start_sandbox(lambda reason: click.echo(f"grader: {reason}", err=True)) as sandbox:
        course = open_course(course_folder)
        submissions = [
            _read(*_find(course, name)) for name in dict.fromkeys(exercises) or [e.id for e in course.exercises]
        ]
        results: list[Result] = []

        def show(result: Result) -> None:
            results.append(result)
            if not as_json:
                _print(course, result)

        check_submissions(course, submissions, sandbox, show)
    if as_json:
        from grader.report import export_json

        # A student's own file holds no secret: everything about it is shown.
        checked = replace(course.with_only({result.exercise for result in results}), feedback="full")
        click.echo(export_json(checked, results), nl=False)
    elif len(results) > 1:
        _print_summary(results)
    ctx.exit(0 if all(_all_passed(result) for result in results) else 1)


def _find(course: Course, name: str) -> tuple[Exercise, Path]:
    """Give the exercise and the student's file that a word of the command means."""
    path = Path(name)
    if path.suffix == ".py" or len(path.parts) > 1:
        exercise = course.exercise(path.stem if path.suffix == ".py" else path.name)
        return exercise, path / exercise.file_name if path.is_dir() else path
    return course.exercise(name), course.exercise(name).stub


def _read(exercise: Exercise, path: Path) -> Submission:
    try:
        content, unreadable = path.read_bytes(), ""
    except FileNotFoundError:
        content, unreadable = b"", f"there is no file {path}; write your answer there"
    except OSError as error:
        content, unreadable = b"", f"{path}: {error.strerror}"
    return Submission(
        student="you",
        exercise=exercise.id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime.now(UTC),
        source=str(path),
        unreadable=unreadable,
    )


def _print(course: Course, result: Result) -> None:
    from grader.report import student_result_lines

    lines = student_result_lines(
        result,
        title=course.exercise(result.exercise).title,
        visible_only=True,
        width=shutil.get_terminal_size().columns,
        encoding=sys.stdout.encoding or "utf-8",
    )
    # click takes the colours out again where standard output is no terminal.
    click.echo("\n".join(line.ansi() for line in lines))
    click.echo()


def _all_passed(result: Result) -> bool:
    return result.status is Status.GRADED and all(test.outcome is Outcome.PASSED for test in result.tests)


def _print_summary(results: list[Result]) -> None:
    passed = sum(_all_passed(result) for result in results)
    click.echo(f"{passed} of {len(results)} exercises pass all their visible tests.")
    open_ = [result.exercise for result in results if not _all_passed(result)]
    if open_:
        click.echo(f"Next: grader check {open_[0]}")

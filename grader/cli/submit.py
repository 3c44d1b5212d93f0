"""grader submit: pack answers to hand in."""

from __future__ import annotations

import ast
import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course, read_student_id, student_option
from grader.cli.own_files import find_files
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course, Exercise

_NAMED = 3  # of what is left out; the rest is counted


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--to", "destination", type=click.Path(path_type=Path), metavar="ZIP_OR_FOLDER", help="Where to.")
@student_option
@course_option
def command(
    exercises: tuple[str, ...], destination: Path | None, student: str | None, course_folder: Path | None
) -> None:
    """Pack your answers with a manifest and print a receipt that `grader collect` can confirm.

    Without an EXERCISE, those are packed in which you have written something.

    \b
    Example:  grader submit --student ada --to ada.zip
    """
    from grader.collect import pack_submission
    from grader.report import safe_text

    course = open_course(course_folder)
    files, left_out = _choose(course, exercises)
    student = read_student_id(student, course) or _user_name()
    destination = destination or Path(f"{course.id}-{student}.zip".replace("/", "_"))
    receipt = pack_submission(files, student, destination, datetime.now(UTC), course.id)
    click.echo(f"Packed for {safe_text(receipt.student)}, {receipt.submitted_at:%Y-%m-%d %H:%M:%S} UTC")
    width = max(24, *(len(slug) for slug, _, _ in receipt.files))
    for slug, sha256, size in receipt.files:
        click.echo(f"  {slug:{width}} {size:>7} bytes  sha256 {sha256[:12]}")
        if complaint := _complaint(course.exercise(slug), files[slug], student):
            click.echo(f"    ! {safe_text(complaint)}")
    click.echo(f"  -> {receipt.location}")
    if left_out:
        more = f" and {len(left_out) - _NAMED} more" if left_out[_NAMED:] else ""
        click.echo(f"Left out, since nothing is written in them yet: {', '.join(left_out[:_NAMED])}{more}")
    click.echo(f"Receipt {receipt.code}: keep this line; the instructor's `grader collect` shows the same code.")


def _choose(course: Course, words: tuple[str, ...]) -> tuple[dict[str, Path], list[str]]:
    """Give the files to pack, and the exercises that are left out because nobody has written in them."""
    from grader.workbook import nothing_written

    found = find_files(course, words)
    if words:
        gone = [own.exercise.id for own in found if not own.path.exists()]
        if gone:
            raise UsageError(f"there is no file for {', '.join(gone)}; `grader start {gone[0]}` brings the stub back")
        return {own.exercise.id: own.path for own in found}, []
    there = [own for own in found if own.path.exists()]
    empty = [own.exercise.id for own in there if own.path.is_file() and nothing_written(own.path.read_bytes())]
    files = {own.exercise.id: own.path for own in there if own.exercise.id not in empty}
    if not files:
        raise UsageError(
            f"there is nothing to hand in yet: no file under {course.root / 'exercises'} holds an answer; begin with "
            "`grader start`"
        )
    return files, empty


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("who is this? name yourself with --student ID") from None


def _complaint(exercise: Exercise, path: Path, student: str) -> str:
    """Say what will go wrong with a file that is packed all the same."""
    from grader.workbook import made_for, nothing_written

    content = path.read_bytes()
    try:
        ast.parse(content)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}: this file will get no points"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{error}: this file will get no points"
    if nothing_written(content):
        return "nothing is written in this file yet"
    owner = made_for(content.decode("utf-8", errors="replace")) if exercise.variant_file.exists() else student
    if not owner:
        return f"this file holds no numbers of your own; `grader start {exercise.id}` writes them"
    if owner.casefold() != student.casefold():
        return (
            f"this file holds the numbers of {owner!r}; handed in as {student!r}, it is marked by those of {student!r}"
        )
    return ""

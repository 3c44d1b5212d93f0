"""grader submit: pack answers to hand in."""

from __future__ import annotations

import ast
import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from grader.cli.options import course_option, open_course
from grader.cli.own_files import find_files
from grader.errors import UsageError


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--to", "destination", type=click.Path(path_type=Path), metavar="ZIP_OR_FOLDER", help="Where to.")
@click.option(
    "--student", metavar="ID", envvar="GRADER_STUDENT", show_envvar=True, help="Who (default: your user name)."
)
@course_option
def command(
    exercises: tuple[str, ...], destination: Path | None, student: str | None, course_folder: Path | None
) -> None:
    """Pack your answers with a manifest and print a receipt that `grader collect` can confirm.

    \b
    Example:  grader submit --student ada --to ada.zip
    """
    from grader.collect import pack_submission
    from grader.report import safe_text

    course = open_course(course_folder)
    found = find_files(course, exercises)
    files = {own.exercise.id: own.path for own in found if exercises or own.path.exists()}
    if not files:
        raise UsageError(f"there is nothing to hand in under {course.root / 'exercises'}")
    student = student or _user_name()
    destination = destination or Path(f"{course.id}-{student}.zip".replace("/", "_"))
    receipt = pack_submission(files, student, destination, datetime.now(UTC), course.id)
    click.echo(f"Packed for {safe_text(receipt.student)}, {receipt.submitted_at:%Y-%m-%d %H:%M:%S} UTC")
    for slug, sha256, size in receipt.files:
        complaint = _complaint(files[slug])
        click.echo(f"  {slug:24} {size:>7} bytes  sha256 {sha256[:12]}" + (f"  ! {complaint}" if complaint else ""))
    click.echo(f"  -> {receipt.location}")
    click.echo(f"Receipt {receipt.code}: keep this line; the instructor's `grader collect` shows the same code.")


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("who is this? name yourself with --student ID") from None


def _complaint(path: Path) -> str:
    """Say what is wrong with a file that will not even be read as Python; it is packed all the same."""
    try:
        ast.parse(path.read_bytes())
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}: this file will get no points"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{error}: this file will get no points"
    return ""

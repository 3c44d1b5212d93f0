"""grader submit: pack answers to hand in."""

from __future__ import annotations

import ast
import getpass
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course, read_student_id, student_option
from grader.cli.own_files import find_files
from grader.cli.own_notebooks import OwnNotebook, answering, find_notebooks, is_notebook, named_notebooks
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course, Exercise

_NAMED = 3  # of what is left out; the rest is counted
_WIDTH = 80


@dataclass(slots=True)
class _Choice:
    """What is packed: files by exercise, notebooks; and the exercises left out because nobody has written in them."""

    files: dict[str, Path] = field(default_factory=dict)
    notebooks: list[OwnNotebook] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--to", "destination", type=click.Path(path_type=Path), metavar="ZIP_OR_FOLDER", help="Where to.")
@student_option
@course_option
def command(
    exercises: tuple[str, ...], destination: Path | None, student: str | None, course_folder: Path | None
) -> None:
    """Pack your answers with a manifest and print a receipt that `grader collect` can confirm.

    Without an EXERCISE, those are packed in which you have written something: files, and the notebooks of your
    course's units. An EXERCISE is its name, the path of its file, or that of a notebook.

    \b
    Example:  grader submit --student ada --to ada.zip
    """
    from grader.collect import pack_submission
    from grader.report import safe_text

    course = open_course(course_folder)
    choice = _choose(course, exercises)
    student = read_student_id(student, course) or _user_name()
    destination = destination or Path(f"{course.id}-{student}.zip".replace("/", "_"))
    receipt = pack_submission(
        choice.files,
        student,
        destination,
        datetime.now(UTC),
        course.id,
        notebooks=[notebook.path for notebook in choice.notebooks],
    )
    click.echo(f"Packed for {safe_text(receipt.student)}, {receipt.submitted_at:%Y-%m-%d %H:%M:%S} UTC")
    width = max(24, *(len(name) for name, _, _ in (*receipt.files, *receipt.notebooks)))
    for slug, sha256, size in receipt.files:
        click.echo(f"  {slug:{width}} {size:>7} bytes  sha256 {sha256[:12]}")
        _say(_file_complaints(course.exercise(slug), choice, student))
    by_name = {f"{notebook.path.stem}.ipynb": notebook for notebook in choice.notebooks}
    for name, sha256, size in receipt.notebooks:
        click.echo(f"  {safe_text(name):{width}} {size:>7} bytes  sha256 {sha256[:12]}")
        notebook = by_name[name]
        if notebook.slugs:
            said = f"with {', '.join(notebook.slugs)}"
            click.echo(textwrap.fill(said, _WIDTH, initial_indent="    ", subsequent_indent="    "))
        _say(_notebook_complaints(course, notebook, choice, student))
    click.echo(f"  -> {receipt.location}")
    if choice.left_out:
        more = f" and {len(choice.left_out) - _NAMED} more" if choice.left_out[_NAMED:] else ""
        click.echo(f"Left out, since nothing is written in them yet: {', '.join(choice.left_out[:_NAMED])}{more}")
    click.echo(f"Receipt {receipt.code}: keep this line; the instructor's `grader collect` shows the same code.")


def _say(complaints: Iterator[str]) -> None:
    from grader.report import safe_text

    for complaint in complaints:
        click.echo(f"    ! {safe_text(complaint)}")


def _choose(course: Course, words: Sequence[str]) -> _Choice:
    """Give what the words mean; without words, everything in which something is written."""
    if words:
        return _choose_named(course, [word for word in words if not is_notebook(word)], filter(is_notebook, words))
    from grader.workbook import nothing_written

    there = [own for own in find_files(course, words) if own.path.exists()]
    empty = [own.exercise.id for own in there if own.path.is_file() and nothing_written(own.path.read_bytes())]
    choice = _Choice(
        {own.exercise.id: own.path for own in there if own.exercise.id not in empty}, find_notebooks(course)
    )
    answered = {slug for notebook in choice.notebooks for slug in notebook.slugs}
    choice.left_out = [slug for slug in empty if slug not in answered]
    if not choice.files and not choice.notebooks:
        raise UsageError(
            f"there is nothing to hand in yet: no file under {course.root / 'exercises'} and no notebook of a unit "
            "holds an answer; begin with `grader start`"
        )
    return choice


def _choose_named(course: Course, words: Sequence[str], notebooks: Iterator[str]) -> _Choice:
    """Give the files and notebooks that were named; for an exercise without a file, the notebook that answers it."""
    from grader.workbook import nothing_written

    found = find_files(course, words) if words else []
    choice = _Choice({own.exercise.id: own.path for own in found}, named_notebooks(course, notebooks))
    bare = [
        own.exercise.id
        for own in found
        if not own.path.exists() or (own.path.is_file() and nothing_written(own.path.read_bytes()))
    ]
    instead = answering([*choice.notebooks, *find_notebooks(course)] if bare else [], bare)
    answered = {slug for notebook in instead for slug in notebook.slugs}
    known = {notebook.path.resolve() for notebook in choice.notebooks}
    choice.notebooks += [notebook for notebook in instead if notebook.path.resolve() not in known]
    choice.files = {slug: path for slug, path in choice.files.items() if slug not in bare or slug not in answered}
    gone = [slug for slug, path in choice.files.items() if not path.exists()]
    if gone:
        raise UsageError(f"there is no file for {', '.join(gone)}; `grader start {gone[0]}` brings the stub back")
    return choice


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("who is this? name yourself with --student ID") from None


def _file_complaints(exercise: Exercise, choice: _Choice, student: str) -> Iterator[str]:
    """Say what will go wrong with a file that is packed all the same."""
    if complaint := _complaint(exercise, choice.files[exercise.id].read_bytes(), student, "file"):
        yield complaint
    for notebook in answering(choice.notebooks, [exercise.id]):
        yield (
            f"{notebook.path.name} answers this as well: this file counts; to hand in the notebook's answer, type "
            f"`grader submit {notebook.path.name}`"
        )


def _notebook_complaints(course: Course, notebook: OwnNotebook, choice: _Choice, student: str) -> Iterator[str]:
    """Say what will go wrong with a notebook that is packed all the same."""
    if notebook.problem:
        yield f"this notebook {notebook.problem}: nothing in it will get points"
    elif not notebook.answers:
        yield "nothing is written in this notebook yet"
    for answer in notebook.answers:
        slug = answer.exercise
        complaint = _complaint(course.exercise(slug), answer.content, student, "answer")
        if complaint and slug not in choice.files:
            yield f"{slug}: {complaint}"
        # Of two that were packed at one moment, collect takes the one whose name comes last.
        counts = max(answering(choice.notebooks, [slug]), key=lambda one: one.path.stem)
        if counts is not notebook and slug not in choice.files:
            yield f"{slug}: the answer in {counts.path.name} counts; hand in one of the two notebooks to choose"


def _complaint(exercise: Exercise, content: bytes, student: str, word: str) -> str:
    """Say what will go wrong with an answer; `word` is what to call it."""
    from grader.workbook import made_for, nothing_written

    try:
        ast.parse(content)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}: this {word} will get no points"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{error}: this {word} will get no points"
    if nothing_written(content):
        return f"nothing is written in this {word} yet"
    owner = made_for(content.decode("utf-8", errors="replace")) if exercise.variant_file.exists() else student
    if not owner and word == "answer":
        return ""  # a notebook has no place for them: `%numbers` shows them
    if not owner:
        return f"this {word} holds no numbers of your own; `grader start {exercise.id}` writes them"
    if owner.casefold() != student.casefold():
        return (
            f"this {word} holds the numbers of {owner!r}; handed in as {student!r}, it is marked by those of "
            f"{student!r}"
        )
    return ""

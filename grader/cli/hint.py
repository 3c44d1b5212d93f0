"""grader hint: the next hint of an exercise."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course

if TYPE_CHECKING:
    from grader.workbook import Hint


@click.command()
@click.argument("exercise_name", metavar="EXERCISE")
@click.option("--again", is_flag=True, help="Show the hints that you have read already.")
@course_option
def command(exercise_name: str, again: bool, course_folder: Path | None) -> None:
    """Show the next hint of EXERCISE: one at a time, each says more than the one before.

    \b
    Example:  grader hint neuron_output
    """
    from grader.workbook import load_progress, read_hints, update_progress, with_step

    course = open_course(course_folder)
    exercise = course.exercise(exercise_name)
    hints = read_hints(exercise)
    read = max(0, min(load_progress(course).step(exercise).hints, len(hints)))
    if not hints:
        click.echo(f"{exercise.id} has no hints. What `grader check {exercise.id}` says of a failed test may help.")
        return
    if again and not read:
        click.echo(f"You have read no hint of {exercise.id} yet. The first one: grader hint {exercise.id}")
        return
    if read == len(hints) and not again:
        click.echo(
            f"You have read all {len(hints)} hints of {exercise.id}. To see them again: grader hint {exercise.id} "
            f"--again\nWhat else helps: the worked example by hand, and the first test that fails in grader check "
            f"{exercise.id}"
        )
        return
    for number in range(0 if again else read, read if again else read + 1):
        _print(hints[number], number + 1, len(hints))
    if not again:
        update_progress(course, lambda known: with_step(known, exercise.id, hints=read + 1))
        left = len(hints) - read - 1
        click.echo(
            click.style(f"{left} more: grader hint {exercise.id}" if left else "That was the last one.", dim=True)
        )


def _print(hint: Hint, number: int, count: int) -> None:
    from grader.report import safe_text

    click.echo(
        click.style(f"Hint {number} of {count}", dim=True) + "  " + click.style(safe_text(hint.title), bold=True) + "\n"
    )
    width = min(shutil.get_terminal_size().columns, 80) - 2
    for line in _wrapped(safe_text(hint.text, lines=True), width):
        click.echo(f"  {line}".rstrip())


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Give the lines of a Markdown text: paragraphs filled, code, tables and lists as they are."""
    for block in text.split("\n\n"):
        if block.lstrip().startswith(("```", "|", "- ", "$$")) or block.startswith("    "):
            yield from (line for line in block.splitlines() if not line.startswith("```"))
        else:
            yield from textwrap.wrap(block, width, break_long_words=False, break_on_hyphens=False)
        yield ""

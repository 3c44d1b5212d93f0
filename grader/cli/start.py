"""grader start: get an exercise ready to work on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course, read_student_id, student_option
from grader.cli.own_files import near

if TYPE_CHECKING:
    from grader.course import Exercise


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False)
@student_option
@course_option
def command(exercise_name: str | None, student: str | None, course_folder: Path | None) -> None:
    """Get EXERCISE (by default the next one) ready: its file, and your own numbers where it has some.

    What you have written is never overwritten.

    \b
    Example:  grader start by_hand_neuron --student ada
    """
    from grader.cli.listing import read_listing
    from grader.report import safe_text
    from grader.report.marks import for_encoding
    from grader.workbook import name_student, start_exercise

    course = open_course(course_folder)
    listing = read_listing(course)
    exercise = course.exercise(exercise_name) if exercise_name else listing.following
    if exercise is None:
        click.echo("Every exercise passes its visible tests. `grader submit` hands them in.")
        return
    student = read_student_id(student, course)
    started = start_exercise(course, exercise, student)
    if student:
        name_student(course, student)
    dot = for_encoding(sys.stdout.encoding or "utf-8").dot
    click.echo(click.style(exercise.id, bold=True) + click.style(f" {dot} {exercise.title}", dim=True) + "\n")
    if started.restored:
        click.echo("  The file was gone; here is the stub again.\n")
    if started.variant is not None:
        click.echo(f"  The numbers of {safe_text(student)}:")
        for name, value in started.variant.items():
            click.echo(f"    {name} = {value!r}")
        if not started.in_file:
            click.echo("  They could not be written into your file: the lines that mark their place are gone from it.")
        click.echo()
    if first := listing.open_needs(exercise):
        click.echo(f"  Better first   {', '.join(first)}")
    _point_to(exercise)


def _point_to(exercise: Exercise) -> None:
    """Name the files and the commands of the way ahead."""
    folder = near(exercise.folder)
    click.echo(f"  Read           {folder / 'README.md'}")
    click.echo(f"  Write in       {folder / exercise.file_name}")
    click.echo(f"  Check          grader check {exercise.id} --watch")
    if exercise.hints_file.exists():
        click.echo(f"  When stuck     grader hint {exercise.id}")

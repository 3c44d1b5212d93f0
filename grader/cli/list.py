"""grader list: the course's exercises."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import course_option, open_course


@click.command()
@course_option
def command(course_folder: Path | None) -> None:
    """Show the units and exercises in teaching order, with points and due dates.

    \b
    Example:  grader list
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    course = open_course(course_folder)
    table = Table(title=Text(course.title), title_justify="left", box=None, header_style="bold", pad_edge=False)
    table.add_column("exercise", no_wrap=True)
    table.add_column("what it is about")
    table.add_column("kind")
    table.add_column("points", justify="right")
    for unit in course.units:
        due = f"  due {unit.due:%a %d %b %Y %H:%M} {unit.due.tzname()}" if unit.due else ""
        table.add_row(Text(unit.title, style="bold"), Text(due.strip(), style="dim"))
        for exercise in unit.exercises:
            table.add_row(
                Text(f"  {exercise.id}"), Text(exercise.title), exercise.kind, f"{exercise.points.normalize():f}"
            )
    Console().print(table)

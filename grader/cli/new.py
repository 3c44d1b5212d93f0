"""grader new: an exercise to be filled in, whole from its first minute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from grader.cli.options import course_option, open_course
from grader.course import Kind
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course


@click.command()
@click.argument("slug", metavar="NAME")
@click.option("--kind", type=click.Choice(get_args(Kind)), default="code", show_default=True, help="What it asks for.")
@click.option("--unit", "unit_id", metavar="UNIT", help="The unit that it ends (default: the last one).")
@click.option("--title", metavar="TITLE", help="What students read (default: made from the name).")
@course_option
def command(slug: str, kind: str, unit_id: str | None, title: str | None, course_folder: Path | None) -> None:
    """Make an exercise: statement, stub, tests, reference, banks, and its line in course.yaml.

    It holds a small example task that verifies as it is, and that you replace by yours. NAME is snake_case.

    \b
    Example:  grader new mean_square --title "The mean square"
    """
    from grader.cli.scaffold import make_exercise

    course = open_course(course_folder)
    unit = _unit(course, unit_id)
    title = title if title is not None else slug.replace("_", " ").capitalize()
    made = make_exercise(course, slug, cast(Kind, kind), unit, title)
    click.echo(f"Made the exercise {slug}, and its line in course.yaml (unit {unit}):")
    for path in made:
        if path.parent.name not in ("right", "wrong") and path.name != "__init__.py":
            click.echo(f"  {path}")
    for bank in ("right", "wrong"):
        count = sum(path.parent.name == bank for path in made)
        click.echo(f"  {Path('solutions', slug, bank)}/ with {count} answers")
    click.echo("It holds an example task. Put yours in its place; this tells whether its graders are proven:")
    click.echo(f"  grader verify {slug}")


def _unit(course: Course, unit_id: str | None) -> str:
    names = [unit.id for unit in course.units]
    if unit_id is None:
        return names[-1]
    if unit_id not in names:
        raise UsageError(f"there is no unit called {unit_id!r}; the units are {', '.join(names)}")
    return unit_id

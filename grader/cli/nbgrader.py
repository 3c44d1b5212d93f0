"""grader nbgrader: this course as one of nbgrader's."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from grader.cli.options import course_option, open_course


@click.group()
def command() -> None:
    """Work with nbgrader: it keeps the workflow, this engine grades.

    \b
    Example:  grader nbgrader init teaching
    """


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@course_option
def init(folder: Path, course_folder: Path | None) -> None:
    """Make an nbgrader course in the new folder DIR: an assignment a unit, and nbgrader_config.py.

    \b
    Example:  grader nbgrader init teaching
    """
    from grader.nbgrader.scaffold import make_nbgrader_course
    from grader.report import counted

    to_be_added = Path("nbgrader_config.py").exists()
    made = make_nbgrader_course(open_course(course_folder), folder, to_be_added=to_be_added)
    exercises = counted(made.exercises, "exercise")
    click.echo(f"Made an nbgrader course in {folder}: {', '.join(made.assignments)}; {exercises}.")
    click.echo("Next:")
    if importlib.util.find_spec("nbgrader") is None:
        click.echo("  pip install 'grader[nbgrader]'")
    first = made.assignments[0]
    if to_be_added:
        click.echo(f"  cp -r {folder}/source/{first} source/")
        click.echo("  write into nbgrader_config.py, right after its first c = get_config():")
        click.echo(f'    load_subconfig("{folder}/nbgrader_config.py")')
    else:
        click.echo(f"  cd {folder}")
    click.echo(f"  nbgrader generate_assignment {first}")

"""grader export: the gradebook as a file for programs and spreadsheets."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.cli.show import read_class
from grader.errors import GraderError


@click.command()
@click.argument("file_format", metavar="FORMAT", type=click.Choice(["json", "csv"]))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Not to the screen."
)
@course_option
@gradebook_option
def command(file_format: str, output: Path | None, course_folder: Path | None, gradebook_url: str | None) -> None:
    """Write every student's results as FORMAT: json (all tests) or csv (points).

    \b
    Example:  grader export csv --output points.csv
    """
    from grader.record import open_gradebook
    from grader.report import export_csv, export_json

    course = open_course(course_folder)
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        record = read_class(course, gradebook)
    write = {"json": export_json, "csv": export_csv}[file_format]
    text = write(course, record.results, record.students, record.standings)
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise GraderError(f"{output}: {error.strerror}") from None

"""grader report: the gradebook as pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.cli.show import read_class


@click.command()
@click.argument("dest", type=click.Path(path_type=Path), metavar="DEST")
@course_option
@gradebook_option
def command(dest: Path, course_folder: Path | None, gradebook_url: str | None) -> None:
    """Write the class and a page for each student into the folder DEST, to read in a browser.

    \b
    Example:  grader report report
    """
    from grader.record import open_gradebook
    from grader.report import write_report

    course = open_course(course_folder)
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        record = read_class(course, gradebook)
    page = write_report(dest, course, *record, written_at=datetime.now(UTC))
    click.echo(f"The report is in {page.resolve()}")

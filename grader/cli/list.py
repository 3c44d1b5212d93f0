"""grader list: the course's exercises, in teaching order, and how far one is with them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from grader.cli.listing import course_lines, listing_json, read_listing
from grader.cli.options import course_option, open_course


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The same facts for programs.")
@course_option
def command(as_json: bool, course_folder: Path | None) -> None:
    """Show units and exercises in teaching order, what comes before what, and how far you are.

    \b
    Example:  grader list
    """
    listing = read_listing(open_course(course_folder))
    if as_json:
        click.echo(listing_json(listing))
        return
    # Where the output is piped there is no width to fit, and a name that was cut is no use to a program.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in course_lines(listing, width, sys.stdout.encoding or "utf-8"):
        click.echo(line.ansi().rstrip())

"""The options that several commands share, and what they give."""

from __future__ import annotations

from pathlib import Path

import click

from grader.course import FILE_NAME, Course, find_course
from grader.errors import UsageError

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Folder with the {FILE_NAME} (default: the nearest one upwards).",
)
gradebook_option = click.option(
    "--gradebook",
    "gradebook_url",
    metavar="URL",
    envvar="GRADER_GRADEBOOK",
    show_envvar=True,
    help="Where the results are kept (default: sqlite:///gradebook.db in the course folder).",
)

student_option = click.option(
    "--student",
    metavar="ID",
    envvar="GRADER_STUDENT",
    show_envvar=True,
    help="Who: the name by which your course knows you (default: as last given to `grader start`).",
)


def open_course(folder: Path | None) -> Course:
    """Read the course in `folder`, or the nearest one upwards."""
    from grader.course_file import load_course

    if folder is None:
        return load_course(find_course(Path.cwd()))
    return load_course(folder)


def default_jobs(ctx: click.Context, param: click.Parameter, value: int | None) -> int:
    """Use as many workers as this process has processors, where no number is given."""
    from grader.pipeline import default_jobs as available

    if value is not None and value < 1:
        raise UsageError("--jobs takes a number from 1")
    return value if value is not None else available()


jobs_option = click.option(
    "--jobs", type=int, metavar="N", callback=default_jobs, help="Workers at once (default: one a processor)."
)


def gradebook_url_of(course: Course, url: str | None) -> str:
    """Give the gradebook's address: the one named, or the file in the course folder."""
    return url or f"sqlite:///{course.root / 'gradebook.db'}"


def read_student_id(given: str | None, course: Course) -> str:
    """Give the student's id, from the command or as it was given before; empty when it is not known."""
    if given is None:
        from grader.workbook import load_progress

        return load_progress(course).student
    from grader.collect.names import StudentNameRefused, read_student

    try:
        return read_student(given)
    except StudentNameRefused as error:
        raise UsageError(f"{given!r} {error}") from None

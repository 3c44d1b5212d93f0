"""The options that several commands share, and what they give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.course import FILE_NAME, Course, find_course
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.nbgrader.settings import Settings

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
    help="Where the results are kept (default: sqlite:///gradebook.db in the course folder; in the folder of an "
    "nbgrader course of ours, the one that its settings name).",
)

student_option = click.option(
    "--student",
    metavar="ID",
    envvar="GRADER_STUDENT",
    show_envvar=True,
    help="Who: the name by which your course knows you (default: as last given to `grader start`).",
)


def open_course(folder: Path | None) -> Course:
    """Read the course in `folder`, or the nearest one upwards, or the one behind the nbgrader course that this is."""
    from grader.course_file import load_course

    if folder is not None:
        return load_course(folder)
    try:
        return load_course(find_course(Path.cwd()))
    except UsageError:
        settings = _settings_here()
        if settings is None:
            raise
        return load_course(settings.course)


def _at_least_one(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
    if value is not None and value < 1:
        raise UsageError("--jobs takes a number from 1")
    return value


jobs_option = click.option(
    "--jobs", type=int, metavar="N", callback=_at_least_one, help="Workers at once (default: one a processor)."
)
cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Grade on the Dask cluster behind this scheduler (tcp://HOST:8786) and not here; --jobs is then, by default, "
    "as many as it has places for.",
)


def gradebook_url_of(course: Course, url: str | None) -> str:
    """Give the gradebook's address: the one named, or that of the nbgrader course here, or the file in the course."""
    if url:
        return url
    settings = _settings_here()
    if settings is not None and settings.course == course.root.resolve():
        return settings.gradebook_url
    return f"sqlite:///{course.root / 'gradebook.db'}"


def _settings_here() -> Settings | None:
    from grader.nbgrader.settings import read_settings

    return read_settings(Path.cwd())


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

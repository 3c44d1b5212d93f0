"""grader export: the gradebook as a file for programs, spreadsheets and learning platforms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.decisions import named_student
from grader.cli.options import course_option, gradebook_option, gradebook_url_of, open_course
from grader.cli.show import read_class
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from grader.cli.show import ClassRecord
    from grader.course import Course

FORMATS = ["json", "csv", "canvas", "moodle", "gradescope", "nbgrader"]
SQLITE_BEGINNING = b"SQLite format 3\0"


@click.command()
@click.argument("file_format", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Not to the screen; for nbgrader, the folder of its course (default: this one, if it is one).",
)
@click.option("--exercise", "exercises", multiple=True, metavar="NAME", help="Only this one; may be said again.")
@click.option("--student", metavar="NAME", help="For gradescope: whose results.json.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="For canvas and moodle: the table that you downloaded there, to be filled in.",
)
@course_option
@gradebook_option
def command(
    file_format: str,
    output: Path | None,
    exercises: tuple[str, ...],
    student: str | None,
    into: Path | None,
    course_folder: Path | None,
    gradebook_url: str | None,
) -> None:
    """Write the results as FORMAT: json (all tests), csv (points), or in another program's form.

    canvas, moodle and gradescope are files to upload there; nbgrader writes into its gradebook.

    \b
    Example:  grader export csv --output points.csv
              grader export canvas --into downloaded.csv --output upload.csv
              grader export moodle --exercise sgd --into worksheet.csv --output upload.csv
    """
    if file_format == "nbgrader":
        _export_to_nbgrader(output, course_folder, gradebook_url)
        return
    from grader.record import open_gradebook

    course = open_course(course_folder)
    if (student is None) == (file_format == "gradescope"):
        raise UsageError("--student NAME goes with gradescope, and gradescope with --student NAME")
    if into is not None and file_format not in ("canvas", "moodle"):
        raise UsageError("--into FILE goes with canvas and moodle")
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        record = read_class(course, gradebook)
    if exercises:
        course = course.with_only({course.exercise(name).id for name in exercises})
    text = _written(file_format, course, record, student, into)
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        _refuse_database(output)
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise GraderError(f"{output}: {error.strerror}") from None


def _refuse_database(path: Path) -> None:
    """Refuse to write over a gradebook, ours or another program's."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(SQLITE_BEGINNING)) == SQLITE_BEGINNING:
                raise UsageError(f"{path} is a database, perhaps the gradebook; write to another file")


def _written(file_format: str, course: Course, record: ClassRecord, student: str | None, into: Path | None) -> str:
    from grader.report import export_canvas, export_csv, export_gradescope, export_json, export_moodle

    if file_format == "gradescope":
        name = named_student(student or "", record.students)
        return export_gradescope(course, record.results, name, record.standings)
    if file_format in ("canvas", "moodle"):
        fill = export_canvas if file_format == "canvas" else export_moodle
        return fill(course, record.results, record.students, record.standings, _read(into))
    write = export_json if file_format == "json" else export_csv
    return write(course, record.results, record.students, record.standings)


def _read(path: Path | None) -> str:
    """Give the table that is to be filled in; nothing where none is."""
    if path is None:
        return ""
    try:
        return path.read_bytes().decode("utf-8-sig") or "\n"
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f'{path}: is not a text in UTF-8; save it as "CSV UTF-8"') from None


def _export_to_nbgrader(folder: Path | None, course_folder: Path | None, gradebook_url: str | None) -> None:
    if folder is None and Path("nbgrader_config.py").is_file():
        folder = Path()
    if folder is None:
        raise UsageError("name the folder of the nbgrader course: grader export nbgrader --output teaching")
    try:
        from grader.nbgrader.exporting import export_scores
    except ModuleNotFoundError as error:
        raise GraderError(f"{error.name} is not installed; pip install 'grader[nbgrader]'") from None
    from grader.record import open_gradebook
    from grader.report import counted

    course = open_course(course_folder)
    with open_gradebook(gradebook_url_of(course, gradebook_url), create=False) as gradebook:
        record = read_class(course, gradebook)
        done = export_scores(course, record.standings, record.students, gradebook.content, folder)
    scores, students = counted(done.scores, "score"), counted(done.students, "student")
    click.echo(f"In nbgrader's gradebook: {scores} of {students}.")
    if done.by_hand:
        click.echo(f"Left as they were, because somebody had set them by hand: {done.by_hand}.")

"""grader release: what students get, in a folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, open_course, read_student_id
from grader.errors import CourseError, UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.release import ReleasedFile, Written


@click.command()
@click.argument("dest", type=click.Path(path_type=Path), metavar="DEST")
@click.option("--student", metavar="ID", help="Fill in the numbers of this student, where exercises have some.")
@click.option(
    "--students",
    "students_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="A folder DEST/<id> for each student id in this file, one a line.",
)
@click.option("--unit", "units", multiple=True, metavar="ID", help="Only this unit's exercises; may be repeated.")
@click.option("--notebooks", is_flag=True, help="Also a notebook for each unit: statements, stubs and check cells.")
@click.option("--replace", is_flag=True, help="Overwrite an earlier release, but no student's work.")
@course_option
def command(
    dest: Path,
    student: str | None,
    students_file: Path | None,
    units: tuple[str, ...],
    notebooks: bool,
    replace: bool,
    course_folder: Path | None,
) -> None:
    """Write what students get into the folder DEST: statements, stubs, visible tests, hints; never a solution.

    \b
    Example:  grader release handout
    """
    course = _chosen(open_course(course_folder), units)
    if student is not None and students_file is not None:
        raise UsageError("give either --student or --students, not both")
    if dest.resolve() == course.root or (course.root / "exercises") in (dest.resolve(), *dest.resolve().parents):
        raise UsageError(f"{dest} is part of the course itself; name a folder of its own")
    owners = [student] if students_file is None else _read_ids(students_file)
    for owner in owners:
        folder = dest if students_file is None else dest / read_student_id(owner, course)
        written = _release(
            course, folder, read_student_id(owner, course) if owner is not None else "", notebooks, replace
        )
        _say(course, folder, written, owner)


def _chosen(course: Course, units: tuple[str, ...]) -> Course:
    known = {unit.id for unit in course.units}
    for unit in units:
        if unit not in known:
            raise UsageError(f"there is no unit called {unit!r} in {course.id}; it has {', '.join(sorted(known))}")
    wanted = [unit for unit in course.units if not units or unit.id in units]
    return course.with_only({exercise.id for unit in wanted for exercise in unit.exercises})


def _release(course: Course, folder: Path, student: str, notebooks: bool, replace: bool) -> Written:
    from grader.course_file import load_course
    from grader.release import find_leaks, handout, write_handout
    from grader.workbook import name_student

    files = list(handout(course, student, notebooks=notebooks))
    if notebooks:
        files += _notebooks(course, files)
    leaks = find_leaks(course, files)
    if leaks:
        raise CourseError(leaks)
    written = write_handout(files, folder, replace=replace)
    released = load_course(folder)  # students' course.yaml is read once before they have it
    if student:
        name_student(released, student)
    return written


def _notebooks(course: Course, files: list[ReleasedFile]) -> list[ReleasedFile]:
    """Give the units' notebooks, with the same statements and stubs as the other files."""
    from grader.jupyter import notebook_text, unit_notebook
    from grader.release import ReleasedFile

    texts = {str(file.path): file.content for file in files}
    return [
        ReleasedFile(
            PurePosixPath(f"{unit.id}.ipynb"),
            notebook_text(unit_notebook(course, unit, files=texts)).encode(),
            is_stub=True,
        )
        for unit in course.units
        if unit.exercises
    ]


def _read_ids(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None
    ids = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not ids:
        raise UsageError(f"{file} names no student: one id a line")
    return list(dict.fromkeys(ids))


def _say(course: Course, folder: Path, written: Written, owner: str | None) -> None:
    from grader.report import safe_text

    whose = f" for {safe_text(owner)}" if owner is not None else ""
    count = len(course.exercises)
    files = f"{written.written} files written" + (f", {written.unchanged} as they were" if written.unchanged else "")
    click.echo(f"Released {count} exercise{'' if count == 1 else 's'}{whose} to {folder} ({files}).")
    for path in written.kept:
        click.echo(f"  kept, because somebody has written in it: {path}")

"""The class as static pages: index.html for the instructor, a page for each student; no script, nothing from outside.

DEST/index.html            class table, distribution and commonest mistakes of each exercise
DEST/students/<name>.html  what that student may see, at the course's feedback level
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.model import Outcome, Result, TestResult
from grader.report.curve import curve_svg, curve_words
from grader.report.feedback import visible_test
from grader.report.histogram import Histogram, make_histogram
from grader.report.inert import safe_text
from grader.report.marks import UNICODE
from grader.report.mathml import formula_html
from grader.report.numbers import fraction_text, one_decimal, percent, short, signed
from grader.report.sheet import (
    Cell,
    CourseInfo,
    ExerciseInfo,
    Row,
    Sheet,
    Standings,
    State,
    average,
    handed_in,
    make_sheet,
)
from grader.report.trouble import Trouble, grader_failures, troubles

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
STUDENTS = "students"
OUR_MARK = '<meta name="generator" content="grader">'
MOST_TEXT = 20_000  # characters of one message or output on a page
PLAIN_NAME = re.compile(r"(?=.{1,64}\Z)[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*")
RESERVED_NAMES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")  # of Windows, whatever their ending


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """One exercise over the class."""

    exercise: ExerciseInfo
    handed_in: int
    students: int
    average: Decimal | None
    histogram: Histogram
    troubles: list[Trouble]


def write_report(
    dest: Path,
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    waiting: Iterable[tuple[str, str]] = (),
    standings: Standings | None = None,
    *,
    feedback: str | None = None,
    written_at: datetime | None = None,
) -> Path:
    """Write the report into the folder `dest` and give the path of its index.html.

    Args:
        dest: made where it is missing; pages of an earlier report in it are replaced, other files are left alone.
        course: its exercises are the columns.
        results: the current one of each student and exercise.
        students: more students, who have no result.
        waiting: (student, exercise) of submissions that were taken in and not graded yet.
        standings: what counts, where it is not simply the result's points.
        feedback: what the students' pages show of hidden tests; the course's own level by default.
        written_at: shown at the foot of the pages.

    Raises:
        GraderError: the folder cannot be written or holds others' pages, or jinja2 is not installed.
    """
    environment = _environment()
    environment.filters["local"] = lambda moment: moment.astimezone(course.timezone).strftime("%Y-%m-%d %H:%M %Z")
    sheet = make_sheet(course, results, students, waiting, standings)
    level = feedback or course.feedback
    shared = {"course": course, "written_at": written_at, "marks": UNICODE, "file_name": page_name}
    try:
        folder = dest / STUDENTS
        _refuse_others([dest / "index.html", *(folder / page_name(row.student) for row in sheet.rows)])
        folder.mkdir(parents=True, exist_ok=True)
        page = environment.get_template("student.html.j2")
        written = {
            _write(
                folder / page_name(row.student),
                page.render(row=row, ahead=sheet.ahead, work=_work(course, row, level), **shared),
            )
            for row in sheet.rows
        }
        _remove_stale(folder, written)
        index = environment.get_template("index.html.j2")
        return _write(dest / "index.html", index.render(**_class_values(sheet), **shared))
    except OSError as error:
        raise GraderError(f"the report cannot be written: {error}") from error


def page_name(student: str) -> str:
    """Give the file name of a student's page: safe on every file system, different for different students."""
    if PLAIN_NAME.fullmatch(student) and not RESERVED_NAMES.fullmatch(student):
        return f"{student}.html"
    readable = re.sub(r"[^a-z0-9]+", "-", student.lower()).strip("-")[:40]
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{readable}~{digest}.html"  # no plain name holds a tilde, so the two kinds never meet


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - an instructor's extra
        from markupsafe import Markup  # noqa: PLC0415 - jinja2's own
    except ModuleNotFoundError as error:
        raise GraderError(f"a report needs {error.name}, which is not installed: pip install 'grader[all]'") from None
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["formula"] = lambda reading: Markup(formula_html(reading))  # noqa: S704 - built element by element
    environment.filters["curve"] = lambda curve: Markup(curve_svg(curve))  # noqa: S704 - numbers and escaped text only
    environment.filters["curve_words"] = curve_words
    environment.filters.update(short=short, one_decimal=one_decimal, signed=signed)
    environment.filters.update(fraction=fraction_text, share=_share)
    environment.tests.update(full=lambda cell: cell.points is not None and cell.points >= cell.max_points)
    return environment


def _inert(value: Any) -> Any:
    """Make every text that a template prints inert; jinja2 escapes it after that."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return safe_text(value, lines=True, limit=MOST_TEXT)
    return value


def _share(cell: Cell) -> int:
    """Give the whole percent of a cell's points, 0 to 100."""
    if cell.points is None:
        return 0
    return max(0, min(100, int(percent(cell.points, cell.max_points) or 0)))


def _write(path: Path, text: str) -> Path:
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)  # a reader sees the page before or the page after, never half of one
    return path


def _remove_stale(folder: Path, written: set[Path]) -> None:
    for path in folder.glob("*.html"):
        if path not in written and path.is_file() and _is_ours(path):
            path.unlink()


def _refuse_others(paths: Iterable[Path]) -> None:
    """Refuse to write over pages that no report wrote, before anything is written."""
    for path in paths:
        if path.is_file() and not _is_ours(path):
            raise GraderError(f"{path} is no page of a report, and stays as it is; name another folder")


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return OUR_MARK in file.read(600)


def _class_values(sheet: Sheet) -> dict[str, Any]:
    found = troubles(sheet)
    cells = [cell for row in sheet.rows for cell in row.cells]
    return {
        "sheet": sheet,
        "summaries": [_summary(sheet, place, found) for place in sheet.begun],
        "troubles": found[:12],
        "failures": grader_failures(cell.result for cell in cells if cell.result is not None),
        "states": {cell.state.value for cell in cells},
        "any_late": any(cell.late_percent for cell in cells),
        "any_adjusted": any(cell.is_adjusted for cell in cells),
        "average_percent": sheet.percent,
    }


def _summary(sheet: Sheet, number: int, found: list[Trouble]) -> ExerciseSummary:
    exercise, cells = sheet.course.exercises[number], sheet.column(number)
    own = [trouble for trouble in found if trouble.exercise == exercise.id]
    return ExerciseSummary(
        exercise, handed_in(cells), len(cells), average(cells), make_histogram(cells, exercise.points), own[:5]
    )


def _work(course: CourseInfo, row: Row, feedback: str) -> list[dict[str, Any]]:
    return [
        {"exercise": exercise, "cell": cell, **_shown_tests(cell, feedback)}
        for exercise, cell in zip(course.exercises, row.cells, strict=True)
        if cell.state is not State.AHEAD
    ]


def _shown_tests(cell: Cell, feedback: str) -> dict[str, Any]:
    tests = cell.result.tests if cell.result is not None and cell.state is State.GRADED else ()
    shown: list[TestResult] = []
    withheld: list[TestResult] = []
    for test in tests:
        visible = visible_test(test, feedback)
        if visible is None:
            withheld.append(test)
        else:
            shown.append(visible)
    passed = sum(test.outcome is Outcome.PASSED for test in withheld)
    return {"tests": shown, "withheld": len(withheld), "withheld_passed": passed}

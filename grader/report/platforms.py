"""Points in the forms that learning platforms take back: Canvas's and Moodle's tables, Gradescope's results.json.

Whom a row is for: the number at the end of `<name>_<id>`, which `collect` made of the platform's own names. A table
that was downloaded from the platform can be filled in (`into`): then only its own rows and columns are used, so that
nothing is created by mistake, and what we have no points for stays as it was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from grader.errors import GraderError
from grader.model import Outcome, Result
from grader.report.export import csv_text, inert_json
from grader.report.feedback import visible_test
from grader.report.inert import safe_text
from grader.report.numbers import two_decimals
from grader.report.sheet import Cell, CourseInfo, ExerciseInfo, Row, Standings, make_sheet

_DIGITS_AT_END = re.compile(r"(\d+)\s*$")
_CANVAS_COLUMN = re.compile(r"(.*?)\s*\(\d+\)\s*")
# Canvas drops a column of such a name without a word.
_CANVAS_DROPS = re.compile(r"(current|final|unposted) (score|grade|points)|override (score|grade)", re.IGNORECASE)
Points = list[Decimal | None]  # of one student, in the order of the exercises
# The heading of the grade's column follows the language of the site.
GRADE_HEADINGS = (
    "grade", "bewertung", "note", "calificación", "calificacion", "nota", "valutazione", "cijfer", "beoordeling",
    "ocena", "оценка", "оцінка", "評点", "成绩", "成績", "karakter", "vurdering", "betyg", "arvosana", "hodnocení",
    "hodnotenie",
)  # fmt: skip


def export_canvas(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    standings: Standings | None = None,
    into: str = "",
) -> str:
    """Give a table to import into Canvas's gradebook: a column for each exercise, only students with points.

    Args:
        course: its exercises are the columns.
        results: the current one of each student and exercise.
        students: more students, who have no result.
        standings: what counts, where it is not simply the result's points.
        into: a gradebook that Canvas exported; its columns named like an exercise, or its title, are filled in.

    Raises:
        GraderError: Canvas would drop a column, or `into` is no gradebook of Canvas.
    """
    rows = make_sheet(course, results, students, standings=standings).rows
    for exercise in course.exercises:
        if _CANVAS_DROPS.search(exercise.title):
            raise GraderError(f"Canvas drops a column called {exercise.title!r}: give {exercise.id} another title")
    if into:
        return _fill_canvas(course.exercises, rows, _read_table(into, "ID"))
    lines = [
        ["Student", "ID", "SIS Login ID", "Section", *(csv_text(exercise.title) for exercise in course.exercises)],
        ["    Points Possible", "", "", "", *(two_decimals(exercise.points) for exercise in course.exercises)],
    ]
    for row in rows:
        points = ["" if cell.points is None else two_decimals(cell.points) for cell in row.cells]
        if any(points):
            name, number = _name_and_number(row.student)
            login = "" if number else csv_text(row.student)
            lines.append([csv_text(name), number, login, "", *points])
    return _joined(lines)


def export_moodle(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    standings: Standings | None = None,
    into: str = "",
) -> str:
    """Give a grading worksheet to import into one assignment of Moodle: the sum of the course's exercises.

    Students come as `Participant <id>`; one who was not given a number cannot be told to Moodle, and is left out.
    The arguments are those of `export_canvas`; `into` is the worksheet that Moodle offers for the assignment.

    Raises:
        GraderError: `into` is no grading worksheet.
    """
    rows = make_sheet(course, results, students, standings=standings).rows
    totals = {
        number: two_decimals(sum((one for one in points if one is not None), Decimal(0)))
        for number, points in _points_by_number(course.exercises, rows).items()
        if any(one is not None for one in points)
    }
    if into:
        return _fill_moodle(totals, _read_table(into, ""))
    lines = [["Identifier", "Grade", "Last modified (grade)"]]
    lines += [[f"Participant {number}", points, "-"] for number, points in totals.items()]
    return _joined(lines)


def export_gradescope(
    course: CourseInfo,
    results: Iterable[Result],
    student: str,
    standings: Standings | None = None,
) -> str:
    """Give one student's results.json, as an autograder of Gradescope leaves it.

    What a student sees of a hidden test follows the course's feedback: with `none`, it is hidden there, too.
    """
    sheet = make_sheet(course, results, [student], standings=standings)
    row = next(row for row in sheet.rows if row.student == student)
    tests = [
        test
        for exercise, cell in zip(course.exercises, row.cells, strict=True)
        for test in _gradescope_tests(exercise, cell, course.feedback)
    ]
    document = {
        "score": _json_points(row.total),
        "output": "\n".join(_notes(course.exercises, row)),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return inert_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _gradescope_tests(exercise: ExerciseInfo, cell: Cell, feedback: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, test in enumerate(cell.result.tests if cell.result is not None else (), 1):
        shown = visible_test(test, feedback)
        told = shown or test
        words = [told.message, f"Hint: {told.hint}" if told.hint else ""] if shown else []
        found.append(
            {
                "name": f"{exercise.id}: {safe_text(test.title or test.id)}",
                "number": f"{exercise.id}.{number}",
                "score": _json_points(Decimal(test.points.numerator) / test.points.denominator),
                "max_score": _json_points(Decimal(test.max_points.numerator) / test.max_points.denominator),
                "status": "passed" if test.outcome is Outcome.PASSED else "failed",
                "output": safe_text("\n".join(word for word in words if word), lines=True, limit=5000),
                "output_format": "text",
                "name_format": "text",
                "visibility": "visible" if shown else "hidden",
            }
        )
    return found


def _notes(exercises: Sequence[ExerciseInfo], row: Row) -> Iterable[str]:
    """Say what is no test: why there are no points, what lateness cost, what was adjusted."""
    for exercise, cell in zip(exercises, row.cells, strict=True):
        if cell.result is not None and cell.result.message:
            yield f"{exercise.id}: {safe_text(cell.result.message, limit=1000)}"
        if cell.late_percent:
            yield f"{exercise.id}: late, {cell.late_percent} % of the points are taken off"
        for one in cell.standing.adjustments if cell.standing is not None else ():
            yield f"{exercise.id}: adjusted by {safe_text(one.by)}: {safe_text(one.reason)}"


def _json_points(points: Decimal) -> float | int:
    return int(points) if points == points.to_integral_value() else float(points)


def _points_by_number(exercises: Sequence[ExerciseInfo], rows: Iterable[Row]) -> dict[str, Points]:
    """Give the points of each number of the platform, in the order of the exercises.

    Who was renamed there has two names here and one number: what was handed in under both names is theirs.

    Raises:
        GraderError: two names of one number have different points in an exercise.
    """
    found: dict[str, tuple[str, Points]] = {}
    for row in rows:
        number = _name_and_number(row.student)[1]
        points = [cell.points for cell in row.cells]
        if number in found:
            other, known = found[number]
            for exercise, one, two in zip(exercises, points, known, strict=True):
                if None not in (one, two) and one != two:
                    raise GraderError(
                        f"{safe_text(other)} and {safe_text(row.student)} have one number and different points in "
                        f"{exercise.id}: make them equal with grader adjust"
                    )
            points = [two if one is None else one for one, two in zip(points, known, strict=True)]
        if number:
            found[number] = row.student, points
    return {number: points for number, (_, points) in found.items()}


def _fill_canvas(exercises: Sequence[ExerciseInfo], rows: Sequence[Row], table: list[list[str]]) -> str:
    head, *body = table
    columns = _canvas_columns(exercises, head)
    # Only what identifies a student and what is set: Canvas takes every other column for a change.
    kept = [
        place for place, name in enumerate(head) if name in ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    ]
    id_place = head.index("ID")
    login_place = head.index("SIS Login ID") if "SIS Login ID" in head else id_place
    # A whole name is a login; only where it is none, what stands at its end can be Canvas's number.
    ids, logins = ({line[place].strip() for line in body} for place in (id_place, login_place))
    named = ids | logins
    by_login = {row.student: [cell.points for cell in row.cells] for row in rows if row.student in named}
    by_number = _points_by_number(exercises, [row for row in rows if row.student not in named])
    lines = [[csv_text(head[place]) for place in (*kept, *columns)]]
    for line in body:
        if line[0].strip() == "Points Possible":
            lines.append([line[place] for place in (*kept, *columns)])
            continue
        login, number = line[login_place].strip(), line[id_place].strip()
        found = by_login.get(login) or by_login.get(number) or by_number.get(number)
        if not found and login not in ids:
            found = by_number.get(login)
        cells = {place: found[exercise] for place, exercise in columns.items()} if found else {}
        if any(points is not None for points in cells.values()):
            points = [
                line[place] if cells[place] is None else two_decimals(cells[place] or Decimal(0)) for place in columns
            ]
            lines.append([*(csv_text(line[place]) for place in kept), *points])
    return _joined(lines)


def _canvas_columns(exercises: Sequence[ExerciseInfo], head: Sequence[str]) -> dict[int, int]:
    """Give the place of the exercise that each column of the course's is for.

    Raises:
        GraderError: there is none, or one that may be for several exercises.
    """
    columns = {}
    for place, heading in enumerate(head):
        title = (match[1] if (match := _CANVAS_COLUMN.fullmatch(heading)) else heading).strip()
        meant = [number for number, exercise in enumerate(exercises) if exercise.id == title] or [
            number
            for number, exercise in enumerate(exercises)
            if title.casefold() in (exercise.title.strip().casefold(), exercise.id)
        ]
        if len(meant) > 1:
            slugs = ", ".join(exercises[number].id for number in meant)
            raise GraderError(f"the column {safe_text(heading)!r} may be for {slugs}: name it there by its id")
        if meant:
            columns[place] = meant[0]
    if not columns:
        titles = ", ".join(exercise.title for exercise in exercises)
        raise GraderError(f"no column of that gradebook is called like an exercise of the course: {titles}")
    return columns


def _fill_moodle(totals: dict[str, str], table: list[list[str]]) -> str:
    head, *body = table
    grade = next((place for place, name in enumerate(head) if name.strip().casefold() in GRADE_HEADINGS), None)
    if grade is None or not body:
        raise GraderError("that is no grading worksheet of Moodle: it has no column for the grade")
    lines = [[csv_text(name) for name in head]]
    for line in body:
        match = _DIGITS_AT_END.search(line[0])
        number = match[1] if match else ""
        cells = [value if value.strip() == "-" else csv_text(value, lines=True) for value in line]
        if number in totals:
            cells[grade] = totals[number]
        lines.append(cells)
    return _joined(lines)


def _read_table(text: str, needed: str) -> list[list[str]]:
    """Give the rows of a table as it was downloaded.

    Raises:
        GraderError: it is none, or has no column of the needed name.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]
    except csv.Error as error:
        raise GraderError(f"the table to fill in cannot be read: {error}") from None
    rows = [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows]  # spreadsheets leave empty cells at the end out
    if not rows or (needed and needed not in rows[0]):
        raise GraderError(
            f"the table to fill in has no column {needed!r}" if needed else "the table to fill in is empty"
        )
    return rows


def _name_and_number(student: str) -> tuple[str, str]:
    """Give the two parts of `<name>_<id>`; no number where the name ends in none."""
    name, _, number = student.rpartition("_")
    return (name, number) if name and re.fullmatch(r"[0-9A-Za-z]*\d[0-9A-Za-z]*", number) else (student, "")


def _joined(lines: list[list[str]]) -> str:
    return "".join(",".join(line) + "\n" for line in lines)

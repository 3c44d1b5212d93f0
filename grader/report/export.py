"""The gradebook as files for other programs: JSON for scripts, CSV for spreadsheets.

The keys and words of the JSON are a contract with users' scripts (the design's `grader export json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC
from decimal import Decimal
from typing import Any

from grader.model import Adjustment, Result, TestResult
from grader.report.inert import INVISIBLE, safe_text
from grader.report.numbers import fraction_text, two_decimals
from grader.report.sheet import Cell, CourseInfo, Standings, State, make_sheet

# Printable for json, yet not harmless on a terminal; written as \uXXXX, which every JSON reader turns back.
_NOT_INERT = re.compile(f"[\x7f-\x9f{INVISIBLE}\ud800-\udfff]")
# What makes a spreadsheet take text for a formula, also behind spaces, and the wide forms of the same signs.
_FORMULA = re.compile(r"[\s\x00-\x20]*[=+\-@\uff0b\uff0d\uff1d\uff20]")
_NEEDS_QUOTES = re.compile(r"""[",;'\t\r\n|]|^\s|\s$""")


def export_json(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    standings: Standings | None = None,
) -> str:
    """Give the class as JSON: a row for each student and exercise, handed in or not.

    Points are strings with two decimals; None is the score of `error` and `missing`, which is not zero. They are what
    counts: where lateness or an adjustment changed what was earned, `earned` is what it was before, and `adjustments`
    says who changed it and why. A test's points are exact: "3", "0.3", "1/3".

    Args:
        course: its exercises are exported; `feedback: full` adds values and lines to the tests' messages.
        results: the current one of each student and exercise.
        students: more students, who have no result.
        standings: what counts, where it is not simply the result's points.
    """
    sheet = make_sheet(course, results, students, standings=standings)
    rows = [
        _json_row(row.student, exercise.id, cell, course.feedback)
        for row in sheet.rows
        for exercise, cell in zip(course.exercises, row.cells, strict=True)
    ]
    return inert_json(json.dumps({"course": course.id, "results": rows}, ensure_ascii=False, indent=1)) + "\n"


def export_csv(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    standings: Standings | None = None,
) -> str:
    """Give the class as CSV: a row for each student, a column for each exercise, the total.

    Points have two decimals; no submission and no score are empty cells. No text can act as a formula in a
    spreadsheet: it gets an apostrophe in front, which spreadsheets take for "this is text".
    """
    sheet = make_sheet(course, results, students, standings=standings)
    lines = [["student", *(exercise.id for exercise in course.exercises), "total"]]
    for row in sheet.rows:
        points = ["" if cell.points is None else two_decimals(cell.points) for cell in row.cells]
        lines.append([csv_text(row.student), *points, two_decimals(row.total)])
    return "".join(",".join(line) + "\n" for line in lines)


def inert_json(text: str) -> str:
    """Give JSON with what would act on a terminal as escapes, which every reader of JSON turns back."""
    return _NOT_INERT.sub(_escaped, text)


def _json_row(student: str, exercise: str, cell: Cell, feedback: str) -> dict[str, Any]:
    result = cell.result
    row = {
        "student": student,
        "exercise": exercise,
        "status": str(State.MISSING if cell.state in (State.WAITING, State.AHEAD) else cell.state),
        "points": None if cell.points is None else two_decimals(cell.points),
        "max_points": two_decimals(cell.max_points),
        "late_percent": _number(cell.late_percent),
        "submitted_at": None if result is None else result.submitted_at.astimezone(UTC).isoformat(),
        "sha256": None if result is None else result.sha256,
        "tests": [] if result is None else [_json_test(test, feedback) for test in result.tests],
    }
    if result is not None and result.message:
        row["message"] = result.message  # why a submission is invalid, or what failed in the grader
    earned = None if result is None or result.points is None else result.points
    if earned != cell.points:
        row["earned"] = None if earned is None else two_decimals(earned)
    if cell.standing is not None and cell.standing.adjustments:
        row["adjustments"] = [_json_adjustment(one) for one in cell.standing.adjustments]
    return row


def _json_adjustment(one: Adjustment) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": "points" if one.sets else "add",
        "points": two_decimals(one.points),
        "reason": one.reason,
        "by": one.by,
        "at": one.at.astimezone(UTC).isoformat(),
    }


def _number(percent: Decimal) -> int | float:
    """Give a percentage as JSON writes it: 20, 7.5; the nearest float of so few digits is written as those digits."""
    return int(percent) if percent == percent.to_integral_value() else float(percent)


def _json_test(test: TestResult, feedback: str) -> dict[str, Any]:
    with_detail = test.detail and feedback == "full"
    return {
        "id": test.id,
        "title": test.title,
        "hidden": test.hidden,
        "outcome": str(test.outcome),
        "points": fraction_text(test.points),
        "max_points": fraction_text(test.max_points),
        "message": f"{test.message}\n{test.detail}".strip("\n") if with_detail else test.message,
        "diagnosis": test.diagnosis,
    }


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    # Half of a surrogate pair is no character; strict readers of JSON refuse even its escape.
    return "\ufffd" if "\ud800" <= character <= "\udfff" else json.dumps(character)[1:-1]


def csv_text(text: str, *, lines: bool = False) -> str:
    """Give a cell of a table: no formula, quoted where it has to be; with `lines`, its line ends stay."""
    text = safe_text(text, lines=lines)
    if _FORMULA.match(text):
        text = "'" + text
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text

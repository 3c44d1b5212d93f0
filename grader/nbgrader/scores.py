"""What counts, written into nbgrader's own gradebook: scores and the late penalty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from nbgrader.api import Comment, Grade, GradeCell, SolutionCell
from sqlalchemy.orm import contains_eager

from grader.model import Standing, Status
from grader.policy import points_after
from grader.report.numbers import short

CHECK_SUFFIX = "_check"


def exercise_of(grade_id: str) -> str:
    """Give the exercise of a grade cell of ours; nothing for a cell of another kind."""
    return grade_id.removesuffix(CHECK_SUFFIX) if grade_id.endswith(CHECK_SUFFIX) else ""


def earned(standing: Standing | None) -> Decimal | None:
    """Give the points before lateness, adjustments by hand included; None where the grader failed."""
    if standing is None:
        return Decimal(0)
    if standing.points is None:
        return None
    return standing.points + late_cost(standing)


def late_cost(standing: Standing) -> Decimal:
    """Give what lateness took from the points that were earned; nothing where points by hand replaced them."""
    if standing.result is None or standing.result.points is None or standing.adjustments:
        return Decimal(0)
    return standing.result.points - (standing.points or Decimal(0))


def mark_by_hand(grade: Any) -> Decimal | None:
    """Give the score that somebody typed in formgrader for a grade, which is a row of its gradebook."""
    return None if grade.manual_score is None else Decimal(str(grade.manual_score))


def extra_credit(grades: Iterable[Any]) -> Decimal:
    """Give what somebody added to scores in formgrader as extra credit; lateness takes nothing of it."""
    return sum((Decimal(str(grade.extra_credit or 0)) for grade in grades), Decimal(0))


def taken_off(standing: Standing | None, by_hand: Decimal | None) -> Decimal:
    """Give what lateness takes off: of a score that was typed in formgrader where there is one, as nbgrader has it.

    Args:
        standing: what counts here.
        by_hand: the score that was typed there.
    """
    if standing is None:
        return Decimal(0)
    if by_hand is None or not standing.late_percent:
        return late_cost(standing) if by_hand is None else Decimal(0)
    return by_hand - points_after(by_hand, standing.late_percent)


def penalty(standings: Mapping[str, Standing], by_hand: Mapping[str, Decimal | None]) -> Decimal:
    """Give what lateness costs a notebook altogether; `by_hand` has all its exercises."""
    return sum((taken_off(standings.get(slug), mark) for slug, mark in by_hand.items()), Decimal(0))


def follow_points(grade: Any, points: Decimal) -> str:
    """Set what an exercise is worth to what course.yaml says; gives what changed, as the predicate of a sentence.

    Args:
        grade: a row of nbgrader's gradebook.
        points: by course.yaml.
    """
    old = Decimal(str(grade.cell.max_score))
    if old == points:
        return ""
    grade.cell.max_score = float(points)
    return f"was worth {short(old)} points in nbgrader and is worth {short(points)} now, as course.yaml has it"


def scored_cells(gradebook: Any, submission: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a submitted notebook's grades and comments by the names of their cells, each in one question.

    Args:
        gradebook: nbgrader's, open.
        submission: a row of it, of a submitted notebook.
    """
    found = []
    for row, cell in ((Grade, GradeCell), (Comment, SolutionCell)):
        # With their cells: whoever asks a grade for its cell then asks no question for each.
        joined = gradebook.db.query(row).join(cell, row.cell_id == cell.id)
        loaded = joined.options(contains_eager(row.cell.of_type(cell)))
        found.append({one.cell.name: one for one in loaded.filter(row.notebook_id == submission.id)})
    return found[0], found[1]


def save_score(grade: Any, standing: Standing | None) -> None:
    """Set a grade's automatic score; a score that somebody set by hand stays, and is shown again where ours changed.

    Args:
        grade: a row of nbgrader's gradebook.
        standing: what counts; None where nothing was handed in.
    """
    points = earned(standing)
    new = None if points is None else float(points)
    changed = grade.auto_score != new
    grade.auto_score = new
    failed = standing is not None and standing.result is not None and standing.result.status is Status.ERROR
    if new is None or failed:
        grade.needs_manual_grade = True
    elif grade.manual_score is None:
        grade.needs_manual_grade = False
    elif changed:
        grade.needs_manual_grade = True

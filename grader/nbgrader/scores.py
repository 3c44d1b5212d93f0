"""What counts, written into nbgrader's own gradebook: scores and the late penalty."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from nbgrader.api import Comment, Grade, GradeCell, SolutionCell

from grader.model import Standing, Status

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


def penalty(standings: Mapping[str, Standing], exercises: list[str]) -> Decimal:
    """Give what lateness costs a notebook altogether."""
    return sum((late_cost(standings[slug]) for slug in exercises if slug in standings), Decimal(0))


def scored_cells(gradebook: Any, submission: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a submitted notebook's grades and comments by the names of their cells, each in one question.

    Args:
        gradebook: nbgrader's, open.
        submission: a row of it, of a submitted notebook.
    """
    found = []
    for row, cell in ((Grade, GradeCell), (Comment, SolutionCell)):
        joined = gradebook.db.query(cell.name, row).join(row, row.cell_id == cell.id)
        found.append(dict(joined.filter(row.notebook_id == submission.id).tuples()))
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

"""Our gradebook into nbgrader's: rows for its database, and the folders without which formgrader shows nothing."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning

from grader.course import Course, Unit
from grader.errors import UsageError
from grader.jupyter import notebook_text
from grader.model import Standing
from grader.nbgrader.comments import Told, as_comment, comment_lines
from grader.nbgrader.opening import open_directory, open_gradebook_of
from grader.nbgrader.scores import exercise_of, follow_points, mark_by_hand, penalty, save_score, scored_cells
from grader.nbgrader.shown_notebooks import UnitPages, write_file

Pair = tuple[str, str]  # student, exercise


@dataclass(frozen=True, slots=True)
class Exported:
    """How many students and scores went over, and how many that somebody had set by hand were left."""

    students: int
    scores: int
    by_hand: int


def export_scores(
    course: Course,
    standings: Mapping[Pair, Standing],
    students: Sequence[str],
    content: Callable[[str], bytes],
    folder: Path,
) -> Exported:
    """Put what counts into the gradebook of the nbgrader course in `folder`, where formgrader shows it.

    Args:
        course: ours; its units are the assignments.
        standings: what counts.
        students: everybody, whether they handed in or not.
        content: gives a submission's bytes by their SHA-256.
        folder: of the nbgrader course.

    Raises:
        UsageError: there is no nbgrader course, or its folders cannot be written.
        GradebookError: nbgrader's gradebook cannot be.
    """
    directory = open_directory(folder)
    scores = by_hand = 0
    # nbgrader adds rows in an order that sqlalchemy remarks upon each time.
    with (
        warnings.catch_warnings(action="ignore", category=SAWarning),
        open_gradebook_of(directory) as gradebook,
    ):
        for student in students:
            gradebook.update_or_create_student(student)
        begun = {exercise for _, exercise in standings}
        for unit in course.units:
            if begun.isdisjoint(exercise.id for exercise in unit.exercises):
                continue  # nobody needs a zero for what is to come
            pages = UnitPages(course, unit, content, directory)
            _ensure_assignment(gradebook, pages.empty, unit, directory)
            for student in students:
                own = {
                    exercise.id: standing
                    for exercise in unit.exercises
                    if (standing := standings.get((student, exercise.id))) is not None
                }
                if own:
                    marks = _marks_by_hand(gradebook, unit, student)
                    stamp = pages.write(student, own, marks)
                    _write_rows(gradebook, course, unit, student, own, stamp)
                    by_hand += len(marks)
                    scores += len(own)
        gradebook.db.commit()
    return Exported(len(students), scores, by_hand)


def _ensure_assignment(gradebook: Any, notebook: dict[str, Any], unit: Unit, directory: Any) -> None:
    """Make the assignment with its cells where nbgrader has none yet; `generate_assignment` may have made it."""
    due = {"duedate": f"{unit.due.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"} if unit.due else {}
    gradebook.update_or_create_assignment(unit.id, **due)
    # As nbgrader itself asks for what is no student's.
    source = Path(directory.format_path(directory.source_directory, ".", unit.id)) / f"{unit.id}.ipynb"
    if not source.exists():
        write_file(source, notebook_text(notebook))
    try:
        known = {cell.name for cell in gradebook.find_notebook(unit.id, unit.id).grade_cells}
    except MissingEntry:
        known = set()
    if all(f"{exercise.id}_check" in known for exercise in unit.exercises):
        return
    if gradebook.find_assignment(unit.id).submissions:
        raise UsageError(
            f"the assignment {unit.id} has submissions in nbgrader, but not all exercises of the unit; run "
            f"`nbgrader db assignment remove {unit.id}` first if nobody's work is lost by that"
        )
    kernel = json.dumps(notebook["metadata"]["kernelspec"])
    gradebook.update_or_create_notebook(unit.id, unit.id, kernelspec=kernel)
    for cell in notebook["cells"]:
        _ensure_cell(gradebook, unit, cell)


def _ensure_cell(gradebook: Any, unit: Unit, cell: dict[str, Any]) -> None:
    ours = cell["metadata"].get("nbgrader")
    if ours is None:
        return
    name, kind = ours["grade_id"], cell["cell_type"]
    if ours["grade"]:
        gradebook.update_or_create_grade_cell(name, unit.id, unit.id, max_score=ours["points"], cell_type=kind)
    if ours["solution"]:
        gradebook.update_or_create_solution_cell(name, unit.id, unit.id)
    checksum = compute_checksum(nbformat.from_dict(cell))
    gradebook.update_or_create_source_cell(
        name, unit.id, unit.id, source=cell["source"], checksum=checksum, cell_type=kind, locked=ours["locked"]
    )


def _marks_by_hand(gradebook: Any, unit: Unit, student: str) -> dict[str, Decimal | None]:
    """Give the scores that somebody typed in formgrader, by exercise."""
    try:
        submission = gradebook.find_submission_notebook(unit.id, unit.id, student)
    except MissingEntry:
        return {}
    grades, _ = scored_cells(gradebook, submission)
    marks = {exercise_of(name): mark_by_hand(grade) for name, grade in grades.items()}
    return {slug: mark for slug, mark in marks.items() if mark is not None}


def _write_rows(
    gradebook: Any, course: Course, unit: Unit, student: str, own: Mapping[str, Standing], stamp: str
) -> None:
    """Write one student's scores."""
    gradebook.update_or_create_submission(unit.id, student, **({"timestamp": stamp} if stamp else {}))
    submission = gradebook.find_submission_notebook(unit.id, unit.id, student)
    grades, comments = scored_cells(gradebook, submission)
    marks = {exercise.id: mark_by_hand(grades[f"{exercise.id}_check"]) for exercise in unit.exercises}
    for exercise in unit.exercises:
        standing, grade = own.get(exercise.id), grades[f"{exercise.id}_check"]
        follow_points(grade, exercise.points)
        save_score(grade, standing)
        told = Told(course, exercise, student, standing, marks[exercise.id])
        comments[exercise.id].auto_comment = as_comment(comment_lines(told))
    cost = penalty(own, marks)
    submission.late_submission_penalty = float(cost) if cost else None

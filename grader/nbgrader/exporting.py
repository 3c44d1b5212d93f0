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

from grader.course import Course
from grader.errors import UsageError
from grader.jupyter import notebook_text
from grader.model import Standing
from grader.nbgrader.comments import Told, as_comment, comment_lines
from grader.nbgrader.opening import open_directory, open_gradebook_of
from grader.nbgrader.our_work import OurNotebook, notebooks_for
from grader.nbgrader.scores import exercise_of, follow_points, mark_by_hand, penalty, save_score, scored_cells
from grader.nbgrader.shown_notebooks import ShownPages, write_file

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
        course: ours; its units are the assignments, where nbgrader has no others for its exercises.
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
        for notebook in notebooks_for(course, gradebook, begun):
            pages = ShownPages(course, notebook, content, directory)
            _ensure_assignment(gradebook, pages.empty, notebook, directory)
            for student in students:
                own = {
                    exercise.id: standing
                    for exercise in notebook.unit.exercises
                    if (standing := standings.get((student, exercise.id))) is not None
                }
                if own:
                    marks = _marks_by_hand(gradebook, notebook, student)
                    stamp = pages.write(student, own, marks)
                    _write_rows(gradebook, course, notebook, student, own, stamp)
                    by_hand += len(marks)
                    scores += len(own)
        gradebook.db.commit()
    return Exported(len(students), scores, by_hand)


def _ensure_assignment(gradebook: Any, released: dict[str, Any], ours: OurNotebook, directory: Any) -> None:
    """Make the assignment with its cells where nbgrader has none yet; `generate_assignment` may have made it."""
    due = ours.unit.due
    made = gradebook.update_or_create_assignment(ours.assignment)
    if due is not None and made.duedate is None:
        made.duedate = due.astimezone(UTC).replace(tzinfo=None)
    # As nbgrader itself asks for what is no student's.
    source = Path(directory.format_path(directory.source_directory, ".", ours.assignment)) / f"{ours.name}.ipynb"
    if not source.exists():
        write_file(source, notebook_text(released))
    try:
        known = {cell.name for cell in gradebook.find_notebook(ours.name, ours.assignment).grade_cells}
    except MissingEntry:
        known = set()
    missing = [exercise.id for exercise in ours.unit.exercises if f"{exercise.id}_check" not in known]
    if not missing:
        return
    if gradebook.find_assignment(ours.assignment).submissions:
        raise UsageError(
            f"the assignment {ours.assignment} has submissions in nbgrader, which adds nothing to it any more: give "
            f"{' and '.join(missing)} a notebook in an assignment of another name, with the cells that "
            "`grader nbgrader init` makes, and run `nbgrader generate_assignment` for it"
        )
    kernel = json.dumps(released["metadata"]["kernelspec"])
    gradebook.update_or_create_notebook(ours.name, ours.assignment, kernelspec=kernel)
    for cell in released["cells"]:
        _ensure_cell(gradebook, ours, cell)


def _ensure_cell(gradebook: Any, ours: OurNotebook, cell: dict[str, Any]) -> None:
    metadata = cell["metadata"].get("nbgrader")
    if metadata is None:
        return
    where, kind = (metadata["grade_id"], ours.name, ours.assignment), cell["cell_type"]
    if metadata["grade"]:
        gradebook.update_or_create_grade_cell(*where, max_score=metadata["points"], cell_type=kind)
    if metadata["solution"]:
        gradebook.update_or_create_solution_cell(*where)
    checksum = compute_checksum(nbformat.from_dict(cell))
    gradebook.update_or_create_source_cell(
        *where, source=cell["source"], checksum=checksum, cell_type=kind, locked=metadata["locked"]
    )


def _marks_by_hand(gradebook: Any, ours: OurNotebook, student: str) -> dict[str, Decimal | None]:
    """Give the scores that somebody typed in formgrader, by exercise."""
    try:
        submission = gradebook.find_submission_notebook(ours.name, ours.assignment, student)
    except MissingEntry:
        return {}
    grades, _ = scored_cells(gradebook, submission)
    marks = {exercise_of(name): mark_by_hand(grade) for name, grade in grades.items()}
    return {slug: mark for slug, mark in marks.items() if mark is not None}


def _write_rows(
    gradebook: Any, course: Course, ours: OurNotebook, student: str, own: Mapping[str, Standing], stamp: str
) -> None:
    """Write one student's scores."""
    gradebook.update_or_create_submission(ours.assignment, student, **({"timestamp": stamp} if stamp else {}))
    submission = gradebook.find_submission_notebook(ours.name, ours.assignment, student)
    grades, comments = scored_cells(gradebook, submission)
    exercises = ours.unit.exercises
    marks = {exercise.id: mark_by_hand(grades[f"{exercise.id}_check"]) for exercise in exercises}
    for exercise in exercises:
        standing, grade = own.get(exercise.id), grades[f"{exercise.id}_check"]
        follow_points(grade, exercise.points)
        save_score(grade, standing)
        told = Told(course, exercise, student, standing, marks[exercise.id])
        comments[exercise.id].auto_comment = as_comment(comment_lines(told))
    cost = penalty(own, marks)
    submission.late_submission_penalty = float(cost) if cost else None

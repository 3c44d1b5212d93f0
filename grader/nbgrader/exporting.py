"""Our gradebook into nbgrader's: rows for its database, and the folders without which formgrader shows nothing."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from grader.course import Course, Unit
from grader.errors import GradebookError, UsageError
from grader.jupyter import notebook_text, unit_notebook
from grader.model import Standing
from grader.nbgrader.scaffold import CONFIG_NAME
from grader.nbgrader.scores import as_comment, comment_lines, penalty, save_score
from grader.report import safe_text

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
        UsageError: there is no nbgrader course.
    """
    directory = _open_course(folder)
    scores = by_hand = 0
    # nbgrader adds rows in an order that sqlalchemy remarks upon each time.
    with (
        warnings.catch_warnings(action="ignore", category=SAWarning),
        Gradebook(directory.db_url, directory.course_id) as gradebook,
    ):
        for student in students:
            gradebook.update_or_create_student(student)
        for unit in course.units:
            _ensure_assignment(gradebook, course, unit, folder)
            for student in students:
                own = {
                    exercise.id: standing
                    for exercise in unit.exercises
                    if (standing := standings.get((student, exercise.id))) is not None
                }
                if own:
                    stamp = _write_folders(course, unit, student, own, content, folder)
                    by_hand += _write_rows(gradebook, course, unit, student, own, stamp)
                    scores += len(own)
        gradebook.db.commit()
    return Exported(len(students), scores, by_hand)


def _open_course(folder: Path) -> Any:
    try:
        config = PyFileConfigLoader(CONFIG_NAME, path=str(folder.resolve())).load_config()
    except ConfigFileNotFound as error:
        raise UsageError(
            f"{folder} holds no {CONFIG_NAME}; `grader nbgrader init {folder}` makes an nbgrader course"
        ) from error
    directory = CourseDirectory(config=config)
    directory.root = str(folder.resolve())
    return directory


def _ensure_assignment(gradebook: Any, course: Course, unit: Unit, folder: Path) -> None:
    """Make the assignment with its cells where nbgrader has none yet; `generate_assignment` may have made it."""
    due = {"duedate": f"{unit.due.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"} if unit.due else {}
    gradebook.update_or_create_assignment(unit.id, **due)
    notebook = unit_notebook(course, unit, for_nbgrader=True)
    source = folder / "source" / unit.id / f"{unit.id}.ipynb"
    if not source.exists():
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(notebook_text(notebook), encoding="utf-8")
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


def _handed_in(own: Mapping[str, Standing]) -> datetime | None:
    return max((one.result.submitted_at for one in own.values() if one.result is not None), default=None)


def _write_rows(
    gradebook: Any, course: Course, unit: Unit, student: str, own: Mapping[str, Standing], stamp: str
) -> int:
    """Write one student's scores; gives how many that were set by hand stayed."""
    gradebook.update_or_create_submission(unit.id, student, **({"timestamp": stamp} if stamp else {}))
    where = unit.id, unit.id, student
    by_hand = 0
    for exercise in unit.exercises:
        standing = own.get(exercise.id)
        grade = gradebook.find_grade(f"{exercise.id}_check", *where)
        save_score(grade, standing)
        by_hand += grade.manual_score is not None
        lines = comment_lines(course, exercise, student, standing)
        gradebook.find_comment(exercise.id, *where).auto_comment = as_comment(lines)
    cost = penalty(own, [exercise.id for exercise in unit.exercises])
    gradebook.find_submission_notebook(*where).late_submission_penalty = float(cost) if cost else None
    return by_hand


def _write_folders(
    course: Course,
    unit: Unit,
    student: str,
    own: Mapping[str, Standing],
    content: Callable[[str], bytes],
    folder: Path,
) -> str:
    """Write the notebook that formgrader shows, unless nbgrader itself has one; gives when it was handed in."""
    submitted, autograded = (folder / name / student / unit.id for name in ("submitted", "autograded"))
    kept = submitted / "timestamp.txt"
    if (submitted / f"{unit.id}.ipynb").exists():
        # nbgrader compares its own two copies of this file.
        stamp = kept.read_text(encoding="utf-8").strip() if kept.is_file() else ""
        missing = [autograded]
    else:
        when = _handed_in(own)
        stamp = f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC" if when else ""
        missing = [submitted, autograded]
    missing = [place for place in missing if not (place / f"{unit.id}.ipynb").exists()]
    if missing:
        text = notebook_text(_as_graded(course, unit, student, own, content))
        for place in missing:
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{unit.id}.ipynb").write_text(text, encoding="utf-8")
            if stamp:
                (place / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return stamp


def _as_graded(
    course: Course, unit: Unit, student: str, own: Mapping[str, Standing], content: Callable[[str], bytes]
) -> dict[str, Any]:
    """Give a unit's notebook with a student's answers, and below each what was said of it."""
    notebook = unit_notebook(course, unit, for_nbgrader=True)
    for cell in notebook["cells"]:
        ours = cell["metadata"]["grader"]
        standing = own.get(ours.get("exercise", ""))
        if standing is not None and standing.result is not None and ours["part"] == "answer":
            cell["source"] = safe_text(_answer(standing, content), lines=True)
        if ours["part"] == "check":
            lines = comment_lines(course, course.exercise(ours["exercise"]), student, standing)
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "\n".join(lines)}]
    return notebook


def _answer(standing: Standing, content: Callable[[str], bytes]) -> str:
    if standing.result is None:
        return ""
    try:
        return content(standing.result.sha256).decode("utf-8", "replace")
    except GradebookError:
        return "# What was handed in could not be read."

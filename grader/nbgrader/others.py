"""nbgrader's own steps, for the notebooks of a course that are not ours; one of ours passes them by.

What they would do to it, RestoreCells and EngineGrades have done, once and without asking a kernel or the gradebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import is_grade, is_solution, is_task, rmtree

from grader.errors import GraderError
from grader.nbgrader.engine import run_of
from grader.nbgrader.our_work import exercises_in
from grader.nbgrader.scores import CHECK_SUFFIX

Resources = dict[str, Any]


def our_exercises(converter: object, resources: Resources) -> list[str]:
    """Give the exercises that a notebook's grade cells stand for, from nbgrader's gradebook; none if it is not ours."""
    place = resources["nbgrader"]
    known = run_of(converter).exercises
    key = place["assignment"], place["notebook"]
    if key not in known:
        known[key] = _ask_gradebook(place)
    return known[key]


def _ask_gradebook(place: dict[str, str]) -> list[str]:
    with Gradebook(place["db_url"]) as gradebook:
        try:
            notebook = gradebook.find_notebook(place["notebook"], place["assignment"])
        except MissingEntry:
            return []
        return exercises_in(notebook)


def stop_run(converter: Any, error: GraderError, place: dict[str, str]) -> NoReturn:
    """End nbgrader's run: what is wrong here is wrong for everybody, and one sentence says it.

    Args:
        place: of the notebook that was under way, in nbgrader's words.
    """
    for line in str(error).splitlines():
        converter.log.error("grader: %s", line)
    # As nbgrader does with what failed, so that the next run takes it up again.
    begun = converter._format_dest(place["assignment"], place["student"])
    if Path(begun).is_dir():
        rmtree(begun)
    raise SystemExit(error.exit_code)


class _PassOursBy:
    """Stands before a step of nbgrader's, and keeps our notebooks from it."""

    parent: Any

    def preprocess(self, nb: NotebookNode, resources: Resources, *rest: Any) -> Any:
        """Treat a notebook that is not ours."""
        if our_exercises(self.parent.parent, resources):
            return nb, resources
        return super().preprocess(nb, resources, *rest)  # type: ignore[misc]  # of the step behind it


class ClearOtherOutput(_PassOursBy, ClearOutput):
    """Drops outputs."""


class DeduplicateOtherIds(_PassOursBy, DeduplicateIds):
    """Takes nbgrader's metadata off cells that were copied."""


class OverwriteOtherKernelspec(_PassOursBy, OverwriteKernelspec):
    """Gives the notebook the kernel of the source notebook."""


class OverwriteOtherCells(_PassOursBy, OverwriteCells):
    """Puts back what may not be changed."""


class CheckOtherCellMetadata(_PassOursBy, CheckCellMetadata):
    """Checks nbgrader's metadata."""


class ExecuteOthers(_PassOursBy, Execute):
    """Runs the notebook in a kernel; never one of ours."""


class SaveOtherGrades(SaveAutoGrades):
    """Saves the scores of a notebook that was run; in one of ours, what an instructor has added to be marked by hand.

    A test of the instructor's own in a notebook of ours is not run: it waits for a mark by hand, and is no full marks.
    """

    _ours: frozenset[str] = frozenset()

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Save the scores of one notebook."""
        slugs = our_exercises(self.parent.parent, resources)
        self._ours = frozenset((*slugs, *(f"{slug}{CHECK_SUFFIX}" for slug in slugs)))
        if self._ours and all(_name(cell) in self._ours or not _is_marked(cell) for cell in nb.cells):
            return nb, resources
        saved: tuple[NotebookNode, Resources] = super().preprocess(nb, resources)
        return saved

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, cell_index: int) -> Any:
        """Save the score of one cell."""
        if _name(cell) in self._ours:
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        if not self._ours or is_solution(cell):
            super()._add_score(cell, resources)
            return
        place = resources["nbgrader"]
        where = place["notebook"], place["assignment"], place["student"]
        grade = self.gradebook.find_grade(_name(cell), *where)
        grade.auto_score, grade.needs_manual_grade = None, grade.manual_score is None
        self.gradebook.db.commit()
        self.log.warning(
            "The test %s is not run in a notebook of the grader's, and waits for a mark by hand. "
            "Put it into a notebook of its own, beside this one, to have it run.",
            _name(cell),
        )


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_marked(cell: NotebookNode) -> bool:
    return bool(is_grade(cell) or is_solution(cell) or is_task(cell))


class OtherLatePenalties(_PassOursBy, AssignLatePenalties):
    """Takes off what lateness costs by nbgrader's plugin; in ours EngineGrades has, by course.yaml."""

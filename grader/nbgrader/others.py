"""nbgrader's own steps, for the notebooks of a course that are not ours; one of ours passes them by.

What they would do to it, RestoreCells and EngineGrades have done, once and without asking a kernel or the gradebook.
"""

from __future__ import annotations

from typing import Any

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

from grader.nbgrader.engine import run_of
from grader.nbgrader.scores import exercise_of

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
        answers = {cell.name for cell in notebook.solution_cells}
        found = [exercise_of(cell.name) for cell in notebook.grade_cells]
        return found if found and all(slug and slug in answers for slug in found) else []


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


class SaveOtherGrades(_PassOursBy, SaveAutoGrades):
    """Saves the scores of a notebook that was run."""


class OtherLatePenalties(_PassOursBy, AssignLatePenalties):
    """Takes off what lateness costs by nbgrader's plugin; in ours EngineGrades has, by course.yaml."""

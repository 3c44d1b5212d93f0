"""nbgrader's steps with this engine in the place of the kernel; nbgrader_config.py names them.

Every step leaves notebooks that are not ours as nbgrader itself would treat them, so one course may hold both. Whether
a notebook is ours, the instructor's own gradebook says, never the notebook that was handed in.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import (
    AssignLatePenalties,
    ClearSolutions,
    Execute,
    NbGraderPreprocessor,
    OverwriteCells,
    SaveAutoGrades,
)
from traitlets import Unicode

from grader.model import Standing
from grader.nbgrader.engine import Engine, open_engine, run_of
from grader.nbgrader.restoring import KnownCell, known_cells, restore_cells
from grader.nbgrader.scores import as_comment, comment_lines, exercise_of, penalty, save_score

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


class KeepStubs(ClearSolutions):
    """Clears solutions as nbgrader does, but for our stubs, which hold none."""

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, cell_index: int) -> Any:
        """Leave a stub as it is."""
        if cell.metadata.get("grader", {}).get("part") == "answer":
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class RestoreCells(NbGraderPreprocessor):
    """Gives a notebook of ours back the cells and the metadata that it was released with, whatever was done to them."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Restore the cells of one notebook."""
        if our_exercises(self.parent.parent, resources):
            restore_cells(nb, self._known(resources["nbgrader"]))
        return nb, resources

    def _known(self, place: dict[str, str]) -> list[KnownCell]:
        kept = run_of(self.parent.parent).cells
        key = place["assignment"], place["notebook"]
        if key not in kept:
            with Gradebook(place["db_url"]) as gradebook:
                kept[key] = known_cells(gradebook.find_notebook(place["notebook"], place["assignment"]))
        return kept[key]


class OverwriteOtherCells(OverwriteCells):
    """Puts back what may not be changed, as nbgrader does; in ours RestoreCells has done so."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Any:
        """Treat a notebook that is not ours."""
        if our_exercises(self.parent.parent, resources):
            return nb, resources
        return super().preprocess(nb, resources)


class ExecuteOthers(Execute):
    """Runs notebooks in a kernel as nbgrader does, but never one of ours."""

    def preprocess(self, nb: NotebookNode, resources: Resources, retries: Any = None) -> Any:
        """Run a notebook that is not ours."""
        if our_exercises(self.parent.parent, resources):
            return nb, resources
        return super().preprocess(nb, resources, retries)


class SaveOtherGrades(SaveAutoGrades):
    """Saves the scores of a notebook that was run, as nbgrader does; ours are EngineGrades'."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Any:
        """Save the scores of a notebook that is not ours."""
        if our_exercises(self.parent.parent, resources):
            return nb, resources
        return super().preprocess(nb, resources)


class _WithEngine(NbGraderPreprocessor):
    """Knows the course behind the notebooks."""

    course = Unicode(".", help="Folder of the grader course, from the nbgrader course's folder.").tag(config=True)
    gradebook = Unicode("grader.db", help="The grader's own gradebook: a URL or a file's name.").tag(config=True)

    def _engine(self) -> Engine:
        return run_of(self.parent.parent).engine(self._open)

    def _open(self) -> Engine:
        # The exporter that called belongs to the converter, and both steps of one run use EngineGrades' settings.
        directory, settings = self.parent.parent.coursedir, self.config.get("EngineGrades", {})
        course, gradebook = settings.get("course", self.course), settings.get("gradebook", self.gradebook)
        return open_engine(Path(directory.root), str(course), str(gradebook), directory.submitted_directory)

    def _standings(self, resources: Resources) -> dict[str, Standing]:
        return run_of(self.parent.parent).standings(self._engine(), resources["nbgrader"]["student"])


class EngineGrades(_WithEngine):
    """Puts this engine's scores, comments and late penalty into nbgrader's gradebook, and what it said on the page."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Grade one student's notebook."""
        slugs = our_exercises(self.parent.parent, resources)
        if not slugs:
            return nb, resources
        course = self._engine().course
        standings = self._standings(resources)
        place = resources["nbgrader"]
        where = place["notebook"], place["assignment"], place["student"]
        shown: dict[str, list[str]] = {}
        with Gradebook(place["db_url"]) as gradebook:
            for slug in slugs:
                standing = standings.get(slug)
                shown[slug] = comment_lines(course.exercise(slug), standing, course.feedback)
                save_score(gradebook.find_grade(f"{slug}_check", *where), standing)
                gradebook.find_comment(slug, *where).auto_comment = as_comment(shown[slug])
            cost = penalty(standings, slugs)
            gradebook.find_submission_notebook(*where).late_submission_penalty = float(cost) if cost else None
            gradebook.db.commit()
        for cell in nb.cells:
            slug = exercise_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if slug in shown:
                cell.outputs = [_output("\n".join(shown[slug]))]
        return nb, resources


class OtherLatePenalties(AssignLatePenalties):
    """Takes off what lateness costs by nbgrader's plugin; in ours EngineGrades has, by course.yaml."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Any:
        """Set the penalty of a notebook that is not ours."""
        if our_exercises(self.parent.parent, resources):
            return nb, resources
        return super().preprocess(nb, resources)


def _output(text: str) -> NotebookNode:
    return NotebookNode(
        output_type="display_data",
        metadata=NotebookNode(),
        data=NotebookNode({"text/plain": text, "text/html": f"<pre>{html.escape(text)}</pre>"}),
    )

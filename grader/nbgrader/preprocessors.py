"""nbgrader's steps with this engine in the place of the kernel; nbgrader_config.py names them.

Every step leaves notebooks that are not ours as nbgrader itself would treat them, so one course may hold both. Whether
a notebook is ours, the instructor's own gradebook says, never the notebook that was handed in.
"""

from __future__ import annotations

import hashlib
import html
import json
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearSolutions, IncludeHeaderFooter, NbGraderPreprocessor
from traitlets import Unicode

from grader.model import Standing
from grader.nbgrader.comments import as_comment, comment_lines, page_lines
from grader.nbgrader.engine import Engine, open_engine, run_of
from grader.nbgrader.others import (
    CheckOtherCellMetadata,
    ClearOtherOutput,
    DeduplicateOtherIds,
    ExecuteOthers,
    OtherLatePenalties,
    OverwriteOtherCells,
    OverwriteOtherKernelspec,
    Resources,
    SaveOtherGrades,
    our_exercises,
)
from grader.nbgrader.restoring import KnownCell, known_cells, restore_cells
from grader.nbgrader.scores import exercise_of, penalty, save_score, scored_cells

# What nbgrader_config.py names.
__all__ = [
    "CheckOtherCellMetadata",
    "ClearOtherOutput",
    "DeduplicateOtherIds",
    "EngineGrades",
    "ExecuteOthers",
    "IncludeOwnHeader",
    "KeepStubs",
    "OtherLatePenalties",
    "OverwriteOtherCells",
    "OverwriteOtherKernelspec",
    "RestoreCells",
    "SaveOtherGrades",
]


class IncludeOwnHeader(IncludeHeaderFooter):
    """Includes header and footer as nbgrader does, and gives their cells ids where they have none.

    A header of an older format has no ids, a notebook of ours must have them.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Complete one notebook."""
        nb, resources = super().preprocess(nb, resources)
        if (nb.nbformat, nb.nbformat_minor) >= (4, 5):
            for number, cell in enumerate(nb.cells):
                # The same each time that the assignment is generated.
                cell.setdefault("id", hashlib.sha256(f"{number}/{cell.source}".encode()).hexdigest()[:12])
        return nb, resources


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
            known, kernel = self._known(resources["nbgrader"])
            restore_cells(nb, known)
            if kernel:
                nb.metadata["kernelspec"] = NotebookNode(json.loads(kernel))
        return nb, resources

    def _known(self, place: dict[str, str]) -> tuple[list[KnownCell], str]:
        kept = run_of(self.parent.parent).cells
        key = place["assignment"], place["notebook"]
        if key not in kept:
            with Gradebook(place["db_url"]) as gradebook:
                notebook = gradebook.find_notebook(place["notebook"], place["assignment"])
                kept[key] = known_cells(notebook), notebook.kernelspec or ""
        return kept[key]


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
        student = place["student"]
        told = {slug: (course, course.exercise(slug), student, standings.get(slug)) for slug in slugs}
        with Gradebook(place["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(place["notebook"], place["assignment"], student)
            grades, comments = scored_cells(gradebook, submission)
            for slug in slugs:
                save_score(grades[f"{slug}_check"], standings.get(slug))
                comments[slug].auto_comment = as_comment(comment_lines(*told[slug]))
            cost = penalty(standings, slugs)
            submission.late_submission_penalty = float(cost) if cost else None
            gradebook.db.commit()
        for cell in nb.cells:
            slug = exercise_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if slug in told:
                cell.outputs = [_output("\n".join(page_lines(*told[slug])))]
        return nb, resources


def _output(text: str) -> NotebookNode:
    return NotebookNode(
        output_type="display_data",
        metadata=NotebookNode(),
        data=NotebookNode({"text/plain": text, "text/html": f"<pre>{html.escape(text)}</pre>"}),
    )

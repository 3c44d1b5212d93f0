"""nbgrader's steps with this engine in the place of the kernel; nbgrader_config.py names them.

Every step leaves notebooks that are not ours as nbgrader itself would treat them, so one course may hold both. Whether
a notebook is ours, the instructor's own gradebook says, never the notebook that was handed in.
"""

from __future__ import annotations

import html
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties, ClearSolutions, Execute, NbGraderPreprocessor
from traitlets import Unicode

from grader.nbgrader.engine import Engine, Runs, open_engine
from grader.nbgrader.restoring import known_cells, restore_cells
from grader.nbgrader.scores import as_comment, comment_lines, exercise_of, penalty, save_score

Resources = dict[str, Any]
_runs = Runs()


def our_exercises(resources: Resources) -> list[str]:
    """Give the exercises that a notebook's grade cells stand for, from nbgrader's gradebook; none if it is not ours."""
    place = resources["nbgrader"]
    with Gradebook(place["db_url"]) as gradebook:
        try:
            notebook = gradebook.find_notebook(place["notebook"], place["assignment"])
        except MissingEntry:
            return []
        names = [cell.name for cell in notebook.grade_cells]
        answers = {cell.name for cell in notebook.solution_cells}
        found = [exercise_of(name) for name in names]
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
        if our_exercises(resources):
            place = resources["nbgrader"]
            with Gradebook(place["db_url"]) as gradebook:
                restore_cells(nb, known_cells(gradebook.find_notebook(place["notebook"], place["assignment"])))
        return nb, resources


class ExecuteOthers(Execute):
    """Runs notebooks in a kernel as nbgrader does, but never one of ours."""

    def preprocess(self, nb: NotebookNode, resources: Resources, retries: Any = None) -> Any:
        """Run a notebook that is not ours."""
        if our_exercises(resources):
            return nb, resources
        return super().preprocess(nb, resources, retries)


class _WithEngine(NbGraderPreprocessor):
    """Knows the course behind the notebooks."""

    course = Unicode(".", help="Folder of the grader course, from the nbgrader course's folder.").tag(config=True)
    gradebook = Unicode("grader.db", help="The grader's own gradebook: a URL or a file's name.").tag(config=True)

    def _engine(self) -> Engine:
        directory = self._converter().coursedir
        # Both steps of one run use one engine; the settings are those of the first.
        settings = self.config.get("EngineGrades", {})
        course, gradebook = settings.get("course", self.course), settings.get("gradebook", self.gradebook)
        from pathlib import Path  # noqa: PLC0415 - a trait above is named like a folder

        return open_engine(Path(directory.root), str(course), str(gradebook), directory.submitted_directory)

    def _converter(self) -> Any:
        """Give the run: the exporter that called belongs to it."""
        return self.parent.parent

    def _standings(self, resources: Resources) -> Any:
        return _runs.standings(self._converter(), self._engine(), resources["nbgrader"]["student"])


class EngineGrades(_WithEngine):
    """Puts this engine's scores and comments where SaveAutoGrades put those of a notebook that nobody ran."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Grade one student's notebook."""
        slugs = our_exercises(resources)
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
            gradebook.db.commit()
        for cell in nb.cells:
            slug = exercise_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if slug in shown:
                cell.outputs = [_output("\n".join(shown[slug]))]
        return nb, resources


class EngineLatePenalties(_WithEngine, AssignLatePenalties):
    """Takes off what lateness costs by course.yaml; a notebook that is not ours is nbgrader's own plugin's."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Any:
        """Set one notebook's penalty."""
        slugs = our_exercises(resources)
        if not slugs:
            return AssignLatePenalties.preprocess(self, nb, resources)
        place = resources["nbgrader"]
        cost = penalty(self._standings(resources), slugs)
        with Gradebook(place["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(place["notebook"], place["assignment"], place["student"])
            notebook.late_submission_penalty = float(cost) if cost else None
            gradebook.db.commit()
        return nb, resources


def _output(text: str) -> NotebookNode:
    return NotebookNode(
        output_type="display_data",
        metadata=NotebookNode(),
        data=NotebookNode({"text/plain": text, "text/html": f"<pre>{html.escape(text)}</pre>"}),
    )

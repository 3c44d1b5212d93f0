"""nbgrader's steps with this engine in the place of the kernel; nbgrader_config.py names them.

Every step leaves notebooks that are not ours as nbgrader itself would treat them, so one course may hold both. Whether
a notebook is ours, the instructor's own gradebook says, never the notebook that was handed in.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearSolutions, IncludeHeaderFooter, NbGraderPreprocessor
from traitlets import Unicode

from grader.course import Course
from grader.errors import GraderError, UsageError
from grader.model import Standing
from grader.nbgrader.comments import Told, as_comment, check_output, comment_lines, log_lines
from grader.nbgrader.engine import Engine, NameRefused, open_engine, require_exercises, run_of
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
    stop_run,
)
from grader.nbgrader.our_work import read_our_work
from grader.nbgrader.restoring import KnownCell, known_cells, restore_cells
from grader.nbgrader.scores import (
    CHECK_SUFFIX,
    exercise_of,
    extra_credit,
    follow_points,
    mark_by_hand,
    penalty,
    save_score,
    scored_cells,
)

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

    def _engine(self, db_url: str) -> Engine:
        return run_of(self.parent.parent).engine(partial(self._open, db_url))

    def _open(self, db_url: str) -> Engine:
        # The exporter that called belongs to the converter, and both steps of one run use EngineGrades' settings.
        directory, settings = self.parent.parent.coursedir, self.config.get("EngineGrades", {})
        course, gradebook = settings.get("course", self.course), settings.get("gradebook", self.gradebook)
        root, name = Path(directory.root), directory.submitted_directory
        if Path(directory.format_path(name, "student", "assignment")) != root / name / "student" / "assignment":
            raise UsageError(
                f"answers are looked for in {name}/<student>/<assignment>, and nbgrader_config.py has another "
                "c.CourseDirectory.directory_structure: take that line out, and arrange the folders so"
            )
        return open_engine(root, str(course), str(gradebook), name, read_our_work(db_url, directory.student_id_exclude))

    def _standings(self, resources: Resources) -> dict[str, Standing]:
        run = run_of(self.parent.parent)
        place = resources["nbgrader"]
        return run.standings(self._engine(place["db_url"]), place["student"], self.log.log)


class EngineGrades(_WithEngine):
    """Puts this engine's scores, comments and late penalty into nbgrader's gradebook, and what it said on the page."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Grade one student's notebook."""
        slugs = our_exercises(self.parent.parent, resources)
        if not slugs:
            return nb, resources
        place = resources["nbgrader"]
        try:
            course = self._engine(place["db_url"]).course
            require_exercises(course, slugs, place["notebook"])
            standings = self._standings(resources)
        except NameRefused:
            raise  # one student's; nbgrader goes on with the others
        except GraderError as error:
            stop_run(self.parent.parent, error, place)
        told = self._save(course, slugs, standings, place)
        for cell in nb.cells:
            slug = exercise_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if slug in told:
                cell.outputs = [nbformat.from_dict(check_output(told[slug]))]
        return nb, resources

    def _save(
        self, course: Course, slugs: list[str], standings: dict[str, Standing], place: dict[str, str]
    ) -> dict[str, Told]:
        """Write one notebook's scores, comments and penalty; gives what there is to tell, by exercise."""
        told, student = {}, place["student"]
        with Gradebook(place["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(place["notebook"], place["assignment"], student)
            if run_of(self.parent.parent).is_first(f"due {place['assignment']}"):
                self._watch_due(course, slugs, submission.assignment.assignment)
            grades, comments = scored_cells(gradebook, submission)
            marks = {slug: mark_by_hand(grades[f"{slug}{CHECK_SUFFIX}"]) for slug in slugs}
            for slug in slugs:
                exercise, grade = course.exercise(slug), grades[f"{slug}{CHECK_SUFFIX}"]
                changed = follow_points(grade, exercise.points)
                if changed:
                    again = f"nbgrader autograde {place['assignment']} --force"
                    self.log.warning("%s %s; whoever was graded before: %s", slug, changed, again)
                save_score(grade, standings.get(slug))
                told[slug] = Told(course, exercise, student, standings.get(slug), marks[slug])
                comments[slug].auto_comment = as_comment(comment_lines(told[slug]))
            cost = penalty(standings, marks)
            extra = extra_credit(grades[f"{slug}{CHECK_SUFFIX}"] for slug in slugs)
            submission.late_submission_penalty = float(cost) if cost else None
            gradebook.db.commit()
        for level, line in log_lines([*told.values()], cost, extra):
            self.log.log(level, line)
        return told

    def _watch_due(self, course: Course, slugs: list[str], assignment: Any) -> None:
        """Show the due date of course.yaml where nbgrader has none; say so where it has another."""
        due = next((unit.due for unit in course.units for one in unit.exercises if one.id == slugs[0]), None)
        ours = due.astimezone(UTC).replace(tzinfo=None) if due else None
        if assignment.duedate is None:
            assignment.duedate = ours
        elif assignment.duedate != ours:
            self.log.warning(
                "%s is due %s in nbgrader and %s in course.yaml, which decides what is late; "
                "give one student more time with `grader extend`",
                assignment.name,
                f"{assignment.duedate:%Y-%m-%d %H:%M} UTC",
                f"{ours:%Y-%m-%d %H:%M} UTC" if ours else "at no time",
            )

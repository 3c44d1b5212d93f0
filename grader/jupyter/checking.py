"""One exercise checked inside a running notebook: the cells that were run become an answer, the sandbox stays warm."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.collect import NotebookPlan, find_answers_in_cells, plan_notebooks
from grader.course import Course, Exercise
from grader.course_file import load_course
from grader.jupyter.bundle import open_course
from grader.jupyter.cell_places import tell_by_cells
from grader.jupyter.kept import kept
from grader.jupyter.own_numbers import Owner, OwnNumbers, how_to_name, numbers_line, own_numbers
from grader.model import Outcome, Result, Sandbox, Status, Submission
from grader.pipeline import check_submissions, start_sandbox
from grader.workbook import notebook_mark, update_progress, with_step


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    exercise: Exercise
    result: Result


class Checker:
    """Answers `%check`; the course and the process in which answers run are kept from one check to the next."""

    def __init__(self) -> None:
        self._sandbox: Sandbox | None = None
        self._course: Course | None = None
        self._plan = NotebookPlan()
        self._stamp: tuple[Path, int] | None = None
        self.remarks: list[str] = []
        self._owner = Owner()
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._one_at_a_time = threading.Lock()  # threads may ask, and a check keeps what graders print to itself

    def warm_up(self) -> None:
        """Start the process in which answers will run, so that the first check does not wait for it."""
        self._warm()

    def check(self, slug: str, sources: Sequence[str], folder: Path) -> Checked:
        """Check the answer to one exercise in the cells that were run.

        Args:
            slug: of the exercise.
            sources: of the cells, in the order in which they were run; the first is In[1].
            folder: in or below the course's.

        Raises:
            GraderError: there is no such course or exercise.
        """
        with self._one_at_a_time, kept():
            return self._check(slug, sources, folder)

    def _check(self, slug: str, sources: Sequence[str], folder: Path) -> Checked:
        course = self._open(folder)
        exercise = course.exercise(slug)
        answer = find_answers_in_cells(sources, self._plan, slug)
        submission = Submission(
            student="you",
            exercise=slug,
            content=answer.content,
            sha256=hashlib.sha256(answer.content).hexdigest(),
            submitted_at=datetime.now(UTC),
            source="this notebook",
            unreadable=f"This notebook {answer.problem}. Run your cell with it first." if answer.problem else "",
        )
        results: list[Result] = []
        student = self._owner.of(course)
        if exercise.variant_file.exists():
            self.remarks.append(numbers_line(own_numbers(course, slug, self._owner)) if student else how_to_name(slug))
        check_submissions(course, [submission], self._warm(), results.append, student)
        if answer.written and results[0].status is not Status.ERROR:
            _remember(course, exercise, results[0])
        return Checked(exercise, tell_by_cells(results[0], answer.content, exercise.file_name))

    def numbers(self, slug: str, student: str, folder: Path) -> OwnNumbers:
        """Give a student's own numbers; who was named is remembered.

        Args:
            slug: of the exercise.
            student: the name by which the course knows them; empty for who was named before.
            folder: in or below the course's.

        Raises:
            GraderError: there is no such course or exercise, or it has no numbers, or nobody was named.
        """
        course = self._open(folder)
        if student:
            self._owner.name(course, student)
        return own_numbers(course, slug, self._owner)

    def _warm(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = start_sandbox(self.remarks.append)
        return self._sandbox

    def close(self) -> None:
        """End the process in which answers ran."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _scratch_folder(self) -> Path:
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="grader-checks-")
        return Path(self._scratch.name)

    def _open(self, folder: Path) -> Course:
        root = open_course(folder, self._scratch_folder)
        stamp = root, (root / "course.yaml").stat().st_mtime_ns
        if self._course is None or self._stamp != stamp:
            # All or nothing: who interrupts it here finds the course as it was at the next check.
            course = load_course(root)
            self._course, self._plan, self._stamp = course, plan_notebooks(course), stamp
        return self._course


def _remember(course: Course, exercise: Exercise, result: Result) -> None:
    """Keep how the check ended, for `grader list`."""
    step = {
        "checked": notebook_mark(exercise),
        "passed": sum(test.outcome is Outcome.PASSED for test in result.tests),
        "tests": max(1, len(result.tests)),
    }
    update_progress(course, lambda progress: with_step(progress, exercise.id, **step))

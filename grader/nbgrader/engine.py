"""Grading for nbgrader: what lies in `submitted` is collected and graded once a run, then looked up.

    submitted/<student>/<assignment>/  --collect, grade, record-->  grader.db  --standings-->  one notebook at a time

One run of `nbgrader autograde` is one converter; it asks for one notebook after the other, and the first question
grades the whole class, side by side in worker processes.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.collect import read_student
from grader.course import FILE_NAME, Course
from grader.course_file import load_course
from grader.errors import GraderError, UsageError
from grader.model import Standing, Submission
from grader.nbgrader.our_work import OurWork
from grader.nbgrader.restoring import KnownCell
from grader.nbgrader.settings import url_of
from grader.nbgrader.times import OnTime, earlier_attempts, latest
from grader.pipeline import collect_class, default_jobs, grade_submissions, pending_submissions
from grader.policy import settle
from grader.record import open_gradebook
from grader.report import counted

SMALL_BATCH = 8  # fewer submissions are graded by one worker: a second one would take longer to start


Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Graded:
    """A class, graded; both by student and exercise.

    Args:
        standings: what counts.
        lying: what is in `submitted`.
    """

    standings: dict[tuple[str, str], Standing]
    lying: dict[tuple[str, str], Submission]


@dataclass(frozen=True)
class Engine:
    """A course of ours behind an nbgrader course.

    Args:
        course: with the exercises.
        gradebook_url: of our own gradebook.
        submitted: nbgrader's folder of that name.
        our_work: what of it is ours.
    """

    course: Course
    gradebook_url: str
    submitted: Path
    our_work: OurWork

    def grade_new(self, tell: Tell) -> Graded:
        """Collect and grade what is new in `submitted`.

        Args:
            tell: what is under way, and what is odd, a line at a time with its level for the log.
        """
        course, on_time = self.course, OnTime(self.course)
        with open_gradebook(self.gradebook_url) as gradebook:
            intake, _ = collect_class(
                course,
                [self.submitted],
                gradebook,
                "nbgrader",
                leave_out=self.our_work.leaves_out,
                stands_for=self.our_work.stands_for,
                untimed=on_time,
            )
            if on_time.warning():
                tell(logging.WARNING, on_time.warning())
            pending = pending_submissions(course, gradebook)
            if pending:
                people = len({one.student for one in pending})
                tell(logging.INFO, f"Grading {counted(len(pending), 'answer')} of {counted(people, 'student')}")
                jobs = 1 if len(pending) < SMALL_BATCH else default_jobs()
                grade_submissions(course, pending, gradebook, jobs, lambda count: None)
            standings = settle(
                course,
                gradebook.results(course.id, course.versions, course.attempt_rules),
                gradebook.extensions(course.id),
                gradebook.adjustments(course.id),
            )
        return Graded(standings, latest(intake.submissions))


class NameRefused(GraderError):
    """A student's folder has a name that cannot stand for anybody."""


def require_exercises(course: Course, slugs: list[str], notebook: str) -> None:
    """See that the course still has the exercises of a released notebook.

    Raises:
        UsageError: it has not; says which.
    """
    gone = [slug for slug in slugs if slug not in course.versions]
    if gone:
        raise UsageError(
            f"the notebook {notebook} was released with {' and '.join(gone)}, which course.yaml does not have. "
            "Give an exercise its name back there (its title may change), and its folders"
        )


class Run:
    """One run of nbgrader, for as long as its converter lives: what is asked again for each notebook is kept here."""

    def __init__(self) -> None:
        self.exercises: dict[tuple[str, str], list[str]] = {}  # by assignment and notebook
        self.cells: dict[tuple[str, str], tuple[list[KnownCell], str]] = {}  # likewise, with the kernel
        self._engine: Engine | None = None
        self._graded: Graded | None = None
        self._said: set[str] = set()

    def is_first(self, subject: str) -> bool:
        """Tell whether this is the first time that somebody asks about a subject."""
        first = subject not in self._said
        self._said.add(subject)
        return first

    def engine(self, make: Callable[[], Engine]) -> Engine:
        """Give the engine, made at the first question."""
        if self._engine is None:
            self._engine = make()
        return self._engine

    def standings(self, engine: Engine, student: str, tell: Tell) -> dict[str, Standing]:
        """Give what counts of one student, by exercise; the first time, something of it may be told.

        Raises:
            NameRefused: nobody can be called so.
            GraderError: the class cannot be graded: no sandbox, no course, no gradebook.
        """
        if self._graded is None:
            self._graded = engine.grade_new(tell)
        try:
            name = read_student(student)
        except ValueError as error:
            raise NameRefused(f"the student {student!r} {error}") from error
        found = {exercise: one for (owner, exercise), one in self._graded.standings.items() if owner == name}
        if self.is_first(f"attempts of {name}"):
            for line in earlier_attempts(engine.course, self._graded.lying, found):
                tell(logging.WARNING, line)
        return found


_runs: weakref.WeakKeyDictionary[object, Run] = weakref.WeakKeyDictionary()


def run_of(converter: object) -> Run:
    """Give the run of a converter; a server that lives for weeks has a new one each time."""
    return _runs.setdefault(converter, Run())


def open_engine(root: Path, course: str, gradebook: str, submitted: str, our_work: OurWork) -> Engine:
    """Give the engine that nbgrader_config.py describes.

    Args:
        root: of the nbgrader course.
        course: folder of our course, from there.
        gradebook: URL of our gradebook, or a file's name from there.
        submitted: nbgrader's own setting.
        our_work: what of that folder is ours.

    Raises:
        UsageError: there is no course in that folder.
        CourseError: it has mistakes.
    """
    folder = (root / course).resolve()
    if not (folder / FILE_NAME).is_file():
        raise UsageError(
            f"{folder} holds no {FILE_NAME}; c.EngineGrades.course in nbgrader_config.py names the grader's course"
        )
    return Engine(load_course(folder), url_of(root, gradebook), root / submitted, our_work)

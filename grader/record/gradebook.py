"""The gradebook: what it can be told and asked. Several processes may use one gradebook at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.interrupts import undisturbed
from grader.model import Adjustment, Extension, Result, Submission
from grader.record import decisions
from grader.record.engine import make_engine, read_url, reading, told_plainly, writing
from grader.record.intake import add_new, in_chunks
from grader.record.keeping import CHUNK, keep_results, replace_results
from grader.record.queries import (
    Rules,
    counting_submissions,
    current_results,
    diagnosis_counts,
    former_results,
    pending_attempts,
    results_with_submissions,
    waiting_attempts,
)
from grader.record.schema import bring_up_to_date
from grader.record.stored import DAMAGED, result_from_row, storable, submission_from_row
from grader.record.tables import adjustment, content, extension, former_result, result, submission


@dataclass(frozen=True, slots=True)
class DiagnosisCount:
    """How many students have a diagnosis in their current result of an exercise."""

    exercise: str
    diagnosis: str
    students: int


class Gradebook:
    """Submissions by content and results by exercise version, of any number of courses; close it when done.

    Every method may raise GradebookError, with a sentence: locked, read-only, the disk full, the server gone.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """Open the gradebook at `url`; see `open_gradebook`."""
        address = read_url(url)
        engine = make_engine(address)
        try:
            with told_plainly(address):
                bring_up_to_date(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of the database, in a moment that SQLAlchemy would report a Ctrl-C in."""
        with undisturbed(), told_plainly(self._engine.url):
            self._engine.dispose()

    def __enter__(self) -> Self:
        """Give the gradebook itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def add_submissions(self, course_id: str, submissions: Iterable[Submission]) -> int:
        """Take in submissions and give how many were new; on disk when this returns.

        Nothing new is an attempt that is known (same content, same time), and content that equals the latest attempt
        of the student. Unreadable ones are taken in too: they are attempts.
        """
        course = storable(course_id)
        added = 0
        for chunk in in_chunks(submissions):
            with writing(self._engine, to_disk=True) as connection:
                added += add_new(connection, course, chunk)
        return added

    def pending(self, course_id: str, versions: Mapping[str, str], rules: Rules | None = None) -> list[Submission]:
        """Give the attempts that may count and have no real result for their exercise's version.

        They come by exercise, student and time.

        Args:
            course_id: of the course.
            versions: exercise to the version that counts; other exercises are left out.
            rules: which attempts may count; without one it is the last of an exercise.
        """
        if not versions:
            return []
        versions = {storable(exercise): storable(version) for exercise, version in versions.items()}
        return self._submissions(pending_attempts(storable(course_id), versions, rules))

    def counting(
        self, course_id: str, exercises: Iterable[str], students: Iterable[str] = (), rules: Rules | None = None
    ) -> list[Submission]:
        """Give the attempts that may count of some exercises, graded or not, by exercise, student and time.

        Args:
            course_id: of the course.
            exercises: slugs.
            students: only theirs, where any are named.
            rules: which attempts may count; without one it is the last of an exercise.
        """
        query = counting_submissions(storable(course_id), rules)
        query = query.where(submission.c.exercise.in_([storable(exercise) for exercise in exercises]))
        if names := [storable(student) for student in students]:
            query = query.where(submission.c.student.in_(names))
        return self._submissions(query)

    def record(self, course_id: str, results: Iterable[Result]) -> int:
        """Keep results, all or none of them, and give how many were written.

        A pair of submission and exercise version keeps its first real result: one that comes again, also from another
        process, changes nothing. A result with status `error` is kept only until a real one replaces it, and its
        submission stays pending.
        """
        batch = list(results)
        if not batch:
            return 0
        with writing(self._engine) as connection:
            return keep_results(connection, storable(course_id), batch)

    def replace(self, course_id: str, results: Iterable[Result]) -> int:
        """Keep the results of a regrade, all or none of them, and give how many were written.

        Like `record`, save that a real result that differs from the one of its pair takes its place; the former one
        stays in the history.
        """
        batch = list(results)
        if not batch:
            return 0
        with writing(self._engine) as connection:
            return replace_results(connection, storable(course_id), batch)

    def results(
        self,
        course_id: str,
        versions: Mapping[str, str] | None = None,
        rules: Rules | None = None,
        students: Iterable[str] = (),
    ) -> list[Result]:
        """Give the current result of each attempt that may count, by exercise, student and time.

        That is an attempt's newest result, or the one for the version in `versions` where there is one. An attempt
        that was not graded yet has no result here, whatever an earlier attempt had. Without rules, and for exercises
        that keep the last attempt, there is one of a student and exercise. Of `students` only, where any are named.
        """
        course = storable(course_id)
        if versions:
            versions = {storable(exercise): storable(version) for exercise, version in versions.items()}
        current = current_results(course, versions, rules)
        query = results_with_submissions().join(current, current.c.id == result.c.id)
        if names := [storable(student) for student in students]:
            query = query.where(submission.c.student.in_(names))
        return self._results(query)

    def waiting(self, course_id: str, rules: Rules | None = None) -> list[tuple[str, str]]:
        """Give (student, exercise) of what may count and has no result at all: handed in, not graded yet."""
        with reading(self._engine) as connection:
            rows = connection.execute(waiting_attempts(storable(course_id), rules))
            return sorted({(row.student, row.exercise) for row in rows})

    def history(self, course_id: str, student: str, exercise: str) -> list[Result]:
        """Give every result that is kept of one student and exercise, of all attempts and versions.

        Oldest first; what a regrade replaced stands directly before what replaced it.
        """
        of_pair = _of_pair(course_id, student, exercise)
        present = results_with_submissions().where(*of_pair).order_by(result.c.id)
        former = former_results().where(*of_pair).order_by(former_result.c.id)
        replaced: defaultdict[tuple[int, str], list[Result]] = defaultdict(list)
        history: list[Result] = []
        with reading(self._engine) as connection:
            for row in connection.execute(former):
                replaced[row.submission_id, row.exercise_version].append(result_from_row(row))
            for row in connection.execute(present):
                history += [*replaced[row.submission_id, row.exercise_version], result_from_row(row)]
        return history

    def add_adjustment(self, course_id: str, made: Adjustment) -> int:
        """Keep an adjustment, on disk when this returns; gives its number (the one in `made` is not looked at)."""
        with writing(self._engine, to_disk=True) as connection:
            return decisions.add_adjustment(connection, storable(course_id), made)

    def undo_adjustment(self, course_id: str, number: int, by: str) -> None:
        """Take an adjustment back; GradebookError when there is none of that number in force."""
        with writing(self._engine, to_disk=True) as connection:
            decisions.undo(connection, adjustment, storable(course_id), number, by)

    def adjustments(self, course_id: str) -> list[Adjustment]:
        """Give every adjustment, oldest first, undone ones too."""
        with reading(self._engine) as connection:
            return decisions.adjustments(connection, storable(course_id))

    def add_extension(self, course_id: str, made: Extension) -> int:
        """Keep an extension, on disk when this returns; gives its number (the one in `made` is not looked at)."""
        with writing(self._engine, to_disk=True) as connection:
            return decisions.add_extension(connection, storable(course_id), made)

    def undo_extension(self, course_id: str, number: int, by: str) -> None:
        """Take an extension back; GradebookError when there is none of that number in force."""
        with writing(self._engine, to_disk=True) as connection:
            decisions.undo(connection, extension, storable(course_id), number, by)

    def extensions(self, course_id: str) -> list[Extension]:
        """Give every extension, oldest first, undone ones too."""
        with reading(self._engine) as connection:
            return decisions.extensions(connection, storable(course_id))

    def students(self, course_id: str) -> list[str]:
        """Give the students who handed anything in, in the order of their names' characters."""
        query = sa.select(submission.c.student).where(submission.c.course == storable(course_id)).distinct()
        with reading(self._engine) as connection:
            return sorted(connection.scalars(query))

    def attempts(self, course_id: str, student: str, exercise: str) -> list[Submission]:
        """Give every attempt of one student at one exercise, oldest first."""
        return self._submissions(sa.select(submission).where(*_of_pair(course_id, student, exercise)))

    def content(self, sha256: str) -> bytes:
        """Give the content that was taken in under this SHA-256, to replay a grade.

        Raises:
            GradebookError: nothing with that hash was taken in.
        """
        with reading(self._engine) as connection:
            found = _contents(connection, {sha256})
        if sha256 not in found:
            raise GradebookError(f"no submission in the gradebook has the SHA-256 {sha256}")
        return found[sha256]

    def diagnoses(self, course_id: str) -> list[DiagnosisCount]:
        """Count the students with each diagnosis of each exercise in the current results, the commonest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(diagnosis_counts(storable(course_id))).all()
        counts = [DiagnosisCount(row.exercise, row.diagnosis, row.students) for row in rows]
        return sorted(counts, key=lambda count: (-count.students, count.exercise, count.diagnosis))

    def _results(self, query: sa.Select[Any]) -> list[Result]:
        with reading(self._engine) as connection:
            found = [(row.submission_id, result_from_row(row)) for row in connection.execute(query)]
        found.sort(key=lambda pair: (pair[1].exercise, pair[1].student, pair[1].submitted_at, pair[0]))
        return [item for _, item in found]

    def _submissions(self, query: sa.Select[Any]) -> list[Submission]:
        with reading(self._engine) as connection:
            rows = list(connection.execute(query))
            contents = _contents(connection, {row.sha256 for row in rows if row.readable})
        # Ordered here: databases order text by their own language's rules.
        rows.sort(key=lambda row: (row.exercise, row.student, row.submitted_at, row.id))
        return [_with_content(row, contents) for row in rows]


def _of_pair(course_id: str, student: str, exercise: str) -> tuple[sa.ColumnElement[bool], ...]:
    table = submission.c
    return (
        table.course == storable(course_id),
        table.student == storable(student),
        table.exercise == storable(exercise),
    )


def _contents(connection: sa.Connection, hashes: set[str]) -> dict[str, bytes]:
    wanted = sorted(hashes)
    contents: dict[str, bytes] = {}
    for start in range(0, len(wanted), CHUNK):
        query = sa.select(content.c.sha256, content.c.bytes).where(content.c.sha256.in_(wanted[start : start + CHUNK]))
        contents.update((sha256, bytes(data)) for sha256, data in connection.execute(query))
    return contents


def _with_content(row: Any, contents: Mapping[str, bytes]) -> Submission:
    if row.readable and row.sha256 not in contents:
        raise GradebookError(f"what {row.student} handed in for {row.exercise} {DAMAGED}")
    return submission_from_row(row, contents[row.sha256] if row.readable else b"")

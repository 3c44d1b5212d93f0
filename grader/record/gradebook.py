"""The gradebook: what it can be told and asked. Several processes may use one gradebook at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.model import Result, Submission
from grader.record.engine import make_engine, read_url, reading, told_plainly, writing
from grader.record.intake import add_new, in_chunks
from grader.record.keeping import CHUNK, keep_results
from grader.record.queries import (
    current_results,
    diagnosis_counts,
    pending_attempts,
    results_with_submissions,
    waiting_attempts,
)
from grader.record.schema import bring_up_to_date
from grader.record.stored import result_from_row, storable, submission_from_row
from grader.record.tables import content, result, submission


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
        """Let go of the database."""
        with told_plainly(self._engine.url):
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

    def pending(self, course_id: str, versions: Mapping[str, str]) -> list[Submission]:
        """Give the counting attempts without a real result for their exercise's version, by exercise and student.

        Args:
            course_id: of the course.
            versions: exercise to the version that counts; other exercises are left out.
        """
        if not versions:
            return []
        versions = {storable(exercise): storable(version) for exercise, version in versions.items()}
        with reading(self._engine) as connection:
            rows = connection.execute(pending_attempts(storable(course_id), versions)).all()
            contents = _contents(connection, {row.sha256 for row in rows if row.readable})
        rows = sorted(rows, key=lambda row: (row.exercise, row.student))
        return [_with_content(row, contents) for row in rows]

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

    def results(self, course_id: str, versions: Mapping[str, str] | None = None) -> list[Result]:
        """Give the current result of each student and exercise, by exercise and student.

        That is the counting attempt's newest result, or the one for the version in `versions` where there is one. A
        counting attempt that was not graded yet has no result here, whatever an earlier attempt had.
        """
        course = storable(course_id)
        if versions:
            versions = {storable(exercise): storable(version) for exercise, version in versions.items()}
        current = current_results(course, versions)
        return self._results(results_with_submissions().join(current, current.c.id == result.c.id))

    def waiting(self, course_id: str) -> list[tuple[str, str]]:
        """Give (student, exercise) of the counting attempts that have no result at all: handed in, not graded yet."""
        with reading(self._engine) as connection:
            rows = connection.execute(waiting_attempts(storable(course_id)))
            return sorted((row.student, row.exercise) for row in rows)

    def history(self, course_id: str, student: str, exercise: str) -> list[Result]:
        """Give every result that is kept of one student and exercise, of all attempts and versions, oldest first."""
        query = results_with_submissions().where(*_of_pair(course_id, student, exercise)).order_by(result.c.id)
        with reading(self._engine) as connection:
            return [result_from_row(row) for row in connection.execute(query)]

    def students(self, course_id: str) -> list[str]:
        """Give the students who handed anything in, in the order of their names' characters."""
        query = sa.select(submission.c.student).where(submission.c.course == storable(course_id)).distinct()
        with reading(self._engine) as connection:
            return sorted(connection.scalars(query))

    def attempts(self, course_id: str, student: str, exercise: str) -> list[Submission]:
        """Give every attempt of one student at one exercise; the last is the one that counts."""
        query = (
            sa.select(submission)
            .where(*_of_pair(course_id, student, exercise))
            .order_by(submission.c.submitted_at, submission.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            contents = _contents(connection, {row.sha256 for row in rows if row.readable})
        return [_with_content(row, contents) for row in rows]

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
            found = [result_from_row(row) for row in connection.execute(query)]
        return sorted(found, key=lambda item: (item.exercise, item.student))


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
    return submission_from_row(row, contents[row.sha256] if row.readable else b"")

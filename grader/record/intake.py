"""Which of the submissions handed over are new, and writing those."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.model import Submission
from grader.record.stored import storable, submission_row
from grader.record.tables import content, submission

CHUNK_SUBMISSIONS = 500
CHUNK_BYTES = 32 * 2**20  # what one transaction holds in memory at most, but for one larger file

Attempt = tuple[datetime, str, bool]  # submitted_at, sha256, readable


class Attempts:
    """The attempts of one student at one exercise."""

    def __init__(self) -> None:
        self.known: set[Attempt] = set()
        self.latest: Attempt | None = None

    def add(self, attempt: Attempt) -> None:
        """Note an attempt; of two with the same time the later added is the latest."""
        self.known.add(attempt)
        if self.latest is None or attempt[0] >= self.latest[0]:
            self.latest = attempt

    def is_new(self, attempt: Attempt) -> bool:
        """Tell whether this is neither known nor the same content as the latest attempt."""
        return attempt not in self.known and (self.latest is None or attempt[1:] != self.latest[1:])


def in_chunks(submissions: Iterable[Submission]) -> Iterator[list[Submission]]:
    """Give the submissions in lists that fit one transaction."""
    chunk: list[Submission] = []
    size = 0
    for item in submissions:
        chunk.append(item)
        size += len(item.content)
        if len(chunk) >= CHUNK_SUBMISSIONS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def add_new(connection: sa.Connection, course: str, submissions: Sequence[Submission]) -> int:
    """Write those of the submissions that are new; the caller holds the gradebook's write lock."""
    attempts = _attempts_of(connection, course, {storable(item.student) for item in submissions})
    rows = []
    contents = {}
    now = datetime.now(UTC)
    for item in submissions:
        _check(item)
        row = submission_row(item)
        attempt = (item.submitted_at, item.sha256, row["readable"])
        of_pair = attempts[row["student"], row["exercise"]]
        if of_pair.is_new(attempt):
            of_pair.add(attempt)
            rows.append({**row, "course": course, "taken_in_at": now})
            if row["readable"]:
                contents[item.sha256] = item.content
    if rows:
        _add_contents(connection, contents)
        connection.execute(sa.insert(submission), rows)
    return len(rows)


def _check(item: Submission) -> None:
    if item.submitted_at.tzinfo is None:
        raise GradebookError(f"{item.source or item.student}: the time of submission has no time zone")
    if not item.unreadable and hashlib.sha256(item.content).hexdigest() != item.sha256:
        raise GradebookError(f"{item.source or item.student}: the content does not have the SHA-256 {item.sha256}")


def _attempts_of(connection: sa.Connection, course: str, students: set[str]) -> defaultdict[tuple[str, str], Attempts]:
    table = submission.c
    attempts: defaultdict[tuple[str, str], Attempts] = defaultdict(Attempts)
    query = (
        sa.select(table.student, table.exercise, table.submitted_at, table.sha256, table.readable)
        .where(table.course == course, table.student.in_(sorted(students)))
        .order_by(table.id)
    )
    for student, exercise, submitted_at, sha256, readable in connection.execute(query):
        attempts[student, exercise].add((submitted_at, sha256, readable))
    return attempts


def _add_contents(connection: sa.Connection, contents: dict[str, bytes]) -> None:
    kept = set(connection.scalars(sa.select(content.c.sha256).where(content.c.sha256.in_(list(contents)))))
    rows = [{"sha256": sha256, "bytes": data} for sha256, data in contents.items() if sha256 not in kept]
    if rows:
        connection.execute(sa.insert(content), rows)

"""The tables of the gradebook, as the newest migration leaves them (a test compares the two).

    content 1 --- n submission 1 --- n result 1 --- n finding
    (bytes by       (an attempt)       (of one exercise    (a diagnosis of one test,
     SHA-256)         |                 version)            to be counted class-wide)
                      +--- n former_result (what a regrade of the same version replaced)

    adjustment, extension: what an instructor decided for a student and an exercise; by name, so that a decision may
    come before any submission, and outlives every regrade. Nothing is removed from them: undone is a mark.

The tests of a result are one JSON text: they are written and read only together, so a result is one row in one
statement, and fractions keep their exact text. What is counted over the class stands in `finding` as rows.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from grader.errors import GradebookError
from grader.record.stored import DAMAGED

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware date and time as microseconds since 1970 in UTC: exact, and ordered alike by every database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        """Give the number to store."""
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Give the date and time, in UTC."""
        try:
            return None if value is None else EPOCH + value * MICROSECOND
        except (OverflowError, TypeError) as error:
            raise GradebookError(f"a time of {value!r} {DAMAGED}") from error


# Names are given, so that later migrations can name what they change in both databases.
metadata = sa.MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
)

# SQLite gives big keys only to a column that is spelt INTEGER.
Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")

content = sa.Table(
    "content",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
)

submission = sa.Table(
    "submission",
    metadata,
    sa.Column("id", Key, primary_key=True),  # rises with the order of arrival
    sa.Column("course", sa.Text, nullable=False),
    sa.Column("student", sa.Text, nullable=False),
    sa.Column("exercise", sa.Text, nullable=False),
    sa.Column("submitted_at", Instant, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("readable", sa.Boolean, nullable=False),
    sa.Column("unreadable", sa.Text, nullable=False),  # the sentence that says why, or empty
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("taken_in_at", Instant, nullable=False),
    sa.UniqueConstraint("course", "student", "exercise", "submitted_at", "sha256", "readable"),
)

result = sa.Table(
    "result",
    metadata,
    sa.Column("id", Key, primary_key=True),  # rises with the order of recording
    sa.Column("submission_id", Key, sa.ForeignKey("submission.id", ondelete="CASCADE"), nullable=False),
    sa.Column("exercise_version", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),  # false: the grader failed, and the pair stays pending
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("points", sa.Text),  # decimals as text: exact in both databases
    sa.Column("max_points", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("tests", sa.Text, nullable=False),
    sa.Column("toolkit_version", sa.Text, nullable=False),
    sa.Column("seed", sa.Text, nullable=False),  # of any size
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("environment", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("submission_id", "exercise_version"),
)

former_result = sa.Table(
    "former_result",
    metadata,
    sa.Column("id", Key, primary_key=True),  # rises with the order of being replaced
    sa.Column("submission_id", Key, sa.ForeignKey("submission.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("exercise_version", sa.Text, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("points", sa.Text),
    sa.Column("max_points", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("tests", sa.Text, nullable=False),
    sa.Column("toolkit_version", sa.Text, nullable=False),
    sa.Column("seed", sa.Text, nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("environment", sa.Text, nullable=False),
    sa.Column("replaced_at", Instant, nullable=False),
)

finding = sa.Table(
    "finding",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("result_id", Key, sa.ForeignKey("result.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("test_id", sa.Text, nullable=False),
    sa.Column("diagnosis", sa.Text, nullable=False),
)

adjustment = sa.Table(
    "adjustment",
    metadata,
    sa.Column("id", Key, primary_key=True),  # rises with the order in which they were made
    sa.Column("course", sa.Text, nullable=False),
    sa.Column("student", sa.Text, nullable=False),
    sa.Column("exercise", sa.Text, nullable=False),
    sa.Column("sets", sa.Boolean, nullable=False),  # the points replace what was earned; else they are added
    sa.Column("points", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("undone_by", sa.Text, nullable=False),
    sa.Column("undone_at", Instant),
    sa.Index(None, "course", "student", "exercise"),
)

extension = sa.Table(
    "extension",
    metadata,
    sa.Column("id", Key, primary_key=True),  # rises with the order in which they were made
    sa.Column("course", sa.Text, nullable=False),
    sa.Column("student", sa.Text, nullable=False),
    sa.Column("exercise", sa.Text, nullable=False),
    sa.Column("due", Instant),  # empty: only attempts are added
    sa.Column("extra_attempts", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("undone_by", sa.Text, nullable=False),
    sa.Column("undone_at", Instant),
    sa.Index(None, "course", "student", "exercise"),
)

"""What an instructor decided by hand: points adjusted, time or attempts given. Nothing is ever removed, only undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.model import Adjustment, Extension
from grader.record.stored import DAMAGED, storable, stored_points
from grader.record.tables import adjustment, extension


def add_adjustment(connection: sa.Connection, course: str, made: Adjustment) -> int:
    """Write an adjustment and give its number."""
    return _add(connection, adjustment, course, made, sets=made.sets, points=str(made.points))


def add_extension(connection: sa.Connection, course: str, made: Extension) -> int:
    """Write an extension and give its number."""
    return _add(connection, extension, course, made, due=made.due, extra_attempts=made.extra_attempts)


def undo(connection: sa.Connection, table: sa.Table, course: str, number: int, by: str) -> None:
    """Take a decision back; who and when is kept beside it.

    Raises:
        GradebookError: there is none of that number, or it was undone before.
    """
    of_number = (table.c.course == course, table.c.id == number)
    row = connection.execute(sa.select(table.c.undone_by, table.c.undone_at).where(*of_number)).one_or_none()
    if row is None:
        raise GradebookError(f"there is no {table.name} number {number}")
    if row.undone_at is not None:
        raise GradebookError(f"{table.name} number {number} was undone before, by {row.undone_by}")
    values = {"undone_by": storable(by), "undone_at": datetime.now(UTC)}
    connection.execute(sa.update(table).where(*of_number).values(**values))


def adjustments(connection: sa.Connection, course: str) -> list[Adjustment]:
    """Give every adjustment of a course, oldest first, undone ones too."""
    rows = connection.execute(sa.select(adjustment).where(adjustment.c.course == course).order_by(adjustment.c.id))
    try:
        return [Adjustment(**_shared(row), sets=row.sets, points=stored_points(row.points)) for row in rows]
    except ValueError as error:
        raise GradebookError(f"an adjustment {DAMAGED}") from error


def extensions(connection: sa.Connection, course: str) -> list[Extension]:
    """Give every extension of a course, oldest first, undone ones too."""
    rows = connection.execute(sa.select(extension).where(extension.c.course == course).order_by(extension.c.id))
    return [Extension(**_shared(row), due=row.due, extra_attempts=row.extra_attempts) for row in rows]


def _add(connection: sa.Connection, table: sa.Table, course: str, made: Adjustment | Extension, **own: Any) -> int:
    row = {
        "course": course,
        "student": storable(made.student),
        "exercise": storable(made.exercise),
        "reason": storable(made.reason),
        "made_by": storable(made.by),
        "made_at": made.at,
        "undone_by": "",
        "undone_at": None,
    }
    number: int = connection.execute(sa.insert(table).values(**row, **own).returning(table.c.id)).scalar_one()
    return number


def _shared(row: Any) -> dict[str, Any]:
    return {
        "number": row.id,
        "student": row.student,
        "exercise": row.exercise,
        "reason": row.reason,
        "by": row.made_by,
        "at": row.made_at,
        "undone_by": row.undone_by,
        "undone_at": row.undone_at,
    }

"""Writing results so that nothing counts twice: a pair's first real result stays, an error only holds its place.

A regrade may put another in its place; what it replaces is kept in `former_result`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.model import Outcome, Result
from grader.record.stored import result_row, storable
from grader.record.tables import finding, former_result, result, submission

CHUNK = 500  # ids in one statement; databases limit how many

AttemptKey = tuple[str, str, str, datetime]  # student, exercise, sha256, submitted_at


# What is the grade; the rest of a row says where and when it was made.
_GRADE = ("status", "points", "max_points", "message", "tests", "seed")


def keep_results(connection: sa.Connection, course: str, results: Sequence[Result]) -> int:
    """Write those of the results that say something new; the caller holds the gradebook's write lock.

    Returns:
        How many were written: for a pair of submission and version the first real result, or an error while there
        is no real one.
    """
    ids = _submission_ids(connection, course, results)
    kept = _kept(connection, sorted(set(ids.values())))
    new: dict[tuple[int, str], dict[str, Any]] = {}
    findings: dict[tuple[int, str], list[dict[str, Any]]] = {}
    written = 0
    for item in results:
        row = result_row(item)
        pair = (_id_of(ids, item), row["exercise_version"])
        if (pair in new and new[pair]["final"]) or (pair in kept and kept[pair][1]):
            continue
        new[pair] = {**row, "submission_id": pair[0], "recorded_at": datetime.now(UTC)}
        findings[pair] = _findings(item)
        written += 1
    _write(connection, [kept[pair][0] for pair in new if pair in kept], new, findings)
    return written


def replace_results(connection: sa.Connection, course: str, results: Sequence[Result]) -> int:
    """Write results also where a pair has a real one that differs, which is kept aside; errors replace nothing.

    Returns:
        How many were written.
    """
    ids = _submission_ids(connection, course, results)
    kept = _kept(connection, sorted(set(ids.values())))
    fresh, written = [], 0
    for item in results:
        row = result_row(item)
        number, final = kept.get((_id_of(ids, item), row["exercise_version"]), (0, False))
        if not final:
            fresh.append(item)
        elif row["final"]:
            written += _replace(connection, number, row, _findings(item))
    return written + keep_results(connection, course, fresh)


def _replace(connection: sa.Connection, number: int, row: dict[str, Any], findings: list[dict[str, Any]]) -> int:
    old = dict(connection.execute(sa.select(result).where(result.c.id == number)).one()._mapping)
    if all(old[name] == row[name] for name in _GRADE):
        return 0
    now = datetime.now(UTC)
    del old["id"]
    connection.execute(sa.insert(former_result).values(**old, replaced_at=now))
    connection.execute(sa.update(result).where(result.c.id == number).values(**row, recorded_at=now))
    connection.execute(sa.delete(finding).where(finding.c.result_id == number))
    if findings:
        connection.execute(sa.insert(finding), [{**one, "result_id": number} for one in findings])
    return 1


def _attempt_key(item: Result) -> AttemptKey:
    return storable(item.student), storable(item.exercise), item.sha256, item.submitted_at


def _id_of(ids: dict[AttemptKey, int], item: Result) -> int:
    try:
        return ids[_attempt_key(item)]
    except KeyError:
        raise GradebookError(
            f"a result for {item.student}, {item.exercise}, belongs to no submission in the gradebook"
        ) from None


def _submission_ids(connection: sa.Connection, course: str, results: Sequence[Result]) -> dict[AttemptKey, int]:
    table = submission.c
    ids: dict[AttemptKey, int] = {}
    students = sorted({storable(item.student) for item in results})
    exercises = sorted({storable(item.exercise) for item in results})
    for start in range(0, len(students), CHUNK):
        query = (
            sa.select(table.id, table.student, table.exercise, table.sha256, table.submitted_at)
            .where(table.course == course, table.student.in_(students[start : start + CHUNK]))
            .where(table.exercise.in_(exercises))
            .order_by(table.id)
        )
        for number, *key in connection.execute(query):
            ids[tuple(key)] = number  # of two with the same key the last to arrive stays
    wanted = {_attempt_key(item) for item in results}
    return {key: number for key, number in ids.items() if key in wanted}


def _kept(connection: sa.Connection, submission_ids: list[int]) -> dict[tuple[int, str], tuple[int, bool]]:
    """Give what is there for these submissions: (submission, version) to (result, whether it is final)."""
    kept = {}
    for start in range(0, len(submission_ids), CHUNK):
        query = sa.select(result.c.submission_id, result.c.exercise_version, result.c.id, result.c.final).where(
            result.c.submission_id.in_(submission_ids[start : start + CHUNK])
        )
        for submission_id, version, number, final in connection.execute(query):
            kept[submission_id, version] = (number, final)
    return kept


def _findings(item: Result) -> list[dict[str, Any]]:
    return [
        {"test_id": storable(test.id), "diagnosis": storable(test.diagnosis)}
        for test in item.tests
        if test.diagnosis and test.outcome is not Outcome.PASSED
    ]


def _write(
    connection: sa.Connection,
    replaced: list[int],
    new: dict[tuple[int, str], dict[str, Any]],
    findings: dict[tuple[int, str], list[dict[str, Any]]],
) -> None:
    for start in range(0, len(replaced), CHUNK):
        connection.execute(sa.delete(result).where(result.c.id.in_(replaced[start : start + CHUNK])))
    if new:
        connection.execute(sa.insert(result), list(new.values()))
    if any(findings.values()):
        ids = _kept(connection, sorted({submission_id for submission_id, _ in new}))
        rows = [{**row, "result_id": ids[pair][0]} for pair, found in findings.items() for row in found]
        connection.execute(sa.insert(finding), rows)

"""The questions that the gradebook asks of its tables, as SQL that both databases understand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from grader.record.tables import finding, result, submission


def counting_attempts(course: str) -> sa.Subquery:
    """Select the ids of the counting attempts: of each student and exercise the latest, then the last to arrive."""
    newest_first = (submission.c.submitted_at.desc(), submission.c.id.desc())
    place = sa.func.row_number().over(partition_by=(submission.c.student, submission.c.exercise), order_by=newest_first)
    ranked = sa.select(submission.c.id, place.label("place")).where(submission.c.course == course).subquery()
    return sa.select(ranked.c.id).where(ranked.c.place == 1).subquery("counting")


def pending_attempts(course: str, versions: Mapping[str, str]) -> sa.Select[Any]:
    """Select the counting attempts that have no final result for their exercise's version."""
    counting = counting_attempts(course)
    graded = sa.exists().where(
        result.c.submission_id == submission.c.id,
        result.c.exercise_version == sa.case(versions, value=submission.c.exercise),
        result.c.final,
    )
    return (
        sa.select(submission)
        .join(counting, counting.c.id == submission.c.id)
        .where(submission.c.exercise.in_(list(versions)), ~graded)
    )


def waiting_attempts(course: str) -> sa.Select[Any]:
    """Select student and exercise of the counting attempts that have no result of any version."""
    counting = counting_attempts(course)
    return (
        sa.select(submission.c.student, submission.c.exercise)
        .join(counting, counting.c.id == submission.c.id)
        .where(~sa.exists().where(result.c.submission_id == submission.c.id))
    )


def current_results(course: str, versions: Mapping[str, str] | None = None) -> sa.Subquery:
    """Select the ids of the results that count: for each counting attempt the one of `versions`, else the newest."""
    counting = counting_attempts(course)
    order: list[sa.ColumnElement[Any]] = [result.c.id.desc()]
    if versions:
        is_current = result.c.exercise_version == sa.case(versions, value=submission.c.exercise)
        order.insert(0, sa.case((is_current, 0), else_=1))
    place = sa.func.row_number().over(partition_by=result.c.submission_id, order_by=order)
    ranked = (
        sa.select(result.c.id, place.label("place"))
        .join(submission, submission.c.id == result.c.submission_id)
        .join(counting, counting.c.id == submission.c.id)
        .subquery()
    )
    return sa.select(ranked.c.id).where(ranked.c.place == 1).subquery("current")


def results_with_submissions() -> sa.Select[Any]:
    """Select results together with the columns of their submissions that a Result holds."""
    of_submission = (
        submission.c.student,
        submission.c.exercise,
        submission.c.sha256,
        submission.c.submitted_at,
    )
    return sa.select(result, *of_submission).join(submission, submission.c.id == result.c.submission_id)


def diagnosis_counts(course: str) -> sa.Select[Any]:
    """Select, for each exercise and diagnosis, how many students have it in their current result."""
    current = current_results(course)
    students = sa.func.count(submission.c.student.distinct()).label("students")
    return (
        sa.select(submission.c.exercise, finding.c.diagnosis, students)
        .join(result, result.c.submission_id == submission.c.id)
        .join(current, current.c.id == result.c.id)
        .join(finding, finding.c.result_id == result.c.id)
        .group_by(submission.c.exercise, finding.c.diagnosis)
    )

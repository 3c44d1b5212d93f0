"""The questions that the gradebook asks of its tables, as SQL that both databases understand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from grader.course import AttemptRule
from grader.record.tables import extension, finding, former_result, result, submission

Rules = Mapping[str, AttemptRule]  # of exercises; one without a rule keeps the last of any number


def counting_attempts(course: str, rules: Rules | None = None) -> sa.Subquery:
    """Select the ids of the attempts that may count, of each student and exercise.

    That is the latest, then the last to arrive, of as many as the exercise's rule and the student's extensions allow;
    and all of these where the best one is kept.
    """
    rules = rules or {}
    allowed = _allowed_attempts(course, {slug: rule.attempts for slug, rule in rules.items() if rule.attempts})
    newest_first = (allowed.c.submitted_at.desc(), allowed.c.id.desc())
    place = sa.func.row_number().over(partition_by=(allowed.c.student, allowed.c.exercise), order_by=newest_first)
    ranked = sa.select(allowed.c.id, allowed.c.exercise, place.label("place")).subquery()
    best = [slug for slug, rule in rules.items() if rule.keep == "best"]
    counts = (ranked.c.place == 1) | ranked.c.exercise.in_(best) if best else ranked.c.place == 1
    return sa.select(ranked.c.id).where(counts).subquery("counting")


def _allowed_attempts(course: str, limits: dict[str, int]) -> sa.Subquery:
    """Select the attempts, of a limited exercise the first so many."""
    columns = (submission.c.id, submission.c.student, submission.c.exercise, submission.c.submitted_at)
    every = sa.select(*columns).where(submission.c.course == course)
    if not limits:
        return every.subquery()
    oldest_first = (submission.c.submitted_at, submission.c.id)
    number = sa.func.row_number().over(
        partition_by=(submission.c.student, submission.c.exercise), order_by=oldest_first
    )
    numbered = every.add_columns(number.label("number")).subquery()
    extra = (
        sa.select(extension.c.student, extension.c.exercise, sa.func.sum(extension.c.extra_attempts).label("attempts"))
        .where(extension.c.course == course, extension.c.undone_at.is_(None))
        .group_by(extension.c.student, extension.c.exercise)
        .subquery()
    )
    limit = sa.case(limits, value=numbered.c.exercise, else_=numbered.c.number)
    own = (extra.c.student == numbered.c.student) & (extra.c.exercise == numbered.c.exercise)
    return (
        sa.select(numbered.c.id, numbered.c.student, numbered.c.exercise, numbered.c.submitted_at)
        .outerjoin(extra, own)
        .where(numbered.c.number <= limit + sa.func.coalesce(extra.c.attempts, 0))
        .subquery()
    )


def counting_submissions(course: str, rules: Rules | None = None) -> sa.Select[Any]:
    """Select the attempts that may count, whole."""
    counting = counting_attempts(course, rules)
    return sa.select(submission).join(counting, counting.c.id == submission.c.id)


def pending_attempts(course: str, versions: Mapping[str, str], rules: Rules | None = None) -> sa.Select[Any]:
    """Select the attempts that may count and have no final result for their exercise's version."""
    graded = sa.exists().where(
        result.c.submission_id == submission.c.id,
        result.c.exercise_version == sa.case(versions, value=submission.c.exercise),
        result.c.final,
    )
    return counting_submissions(course, rules).where(submission.c.exercise.in_(list(versions)), ~graded)


def waiting_attempts(course: str, rules: Rules | None = None) -> sa.Select[Any]:
    """Select student and exercise of the attempts that may count and have no result of any version."""
    counting = counting_attempts(course, rules)
    return (
        sa.select(submission.c.student, submission.c.exercise)
        .join(counting, counting.c.id == submission.c.id)
        .where(~sa.exists().where(result.c.submission_id == submission.c.id))
    )


def current_results(course: str, versions: Mapping[str, str] | None = None, rules: Rules | None = None) -> sa.Subquery:
    """Select the ids of the results that count: for each such attempt the one of `versions`, else the newest."""
    counting = counting_attempts(course, rules)
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


def results_with_submissions(table: sa.Table = result) -> sa.Select[Any]:
    """Select results together with the columns of their submissions that a Result holds.

    Args:
        table: `result`, or `former_result` for what regrades replaced.
    """
    of_submission = (
        submission.c.student,
        submission.c.exercise,
        submission.c.sha256,
        submission.c.submitted_at,
    )
    return sa.select(table, *of_submission).join(submission, submission.c.id == table.c.submission_id)


def former_results() -> sa.Select[Any]:
    """Select what regrades replaced, like `results_with_submissions`."""
    return results_with_submissions(former_result)


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

"""Attempts and their grades side by side: what `collect` and `grade` show when something is graded again."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.model import Result, Submission

Grades = Mapping[Hashable, "Result"]


def attempt_key(one: Submission | Result) -> Hashable:
    """Give what tells an attempt from every other."""
    return one.student, one.exercise, one.sha256, one.submitted_at


def grades_by_attempt(results: Iterable[Result]) -> dict[Hashable, Result]:
    """Give the real results, those that are no failure of the grader's, by the attempt that they belong to."""
    from grader.model import Status

    return {attempt_key(result): result for result in results if result.status is not Status.ERROR}


def show_differences(before: Grades, results: Iterable[Result]) -> int:
    """Print, student by student and test by test, what is other than before; gives how many grades are.

    Args:
        before: as `grades_by_attempt` gives them; what is not among them was not graded before.
        results: of the present tests; failures of the grader's are passed over.
    """
    from grader.report import compare, difference_lines

    after = sorted(grades_by_attempt(results).items(), key=lambda pair: (pair[1].exercise, pair[1].student))
    found = [compare(before[key], result) for key, result in after if key in before]
    for line in difference_lines(found, sys.stdout.encoding or "utf-8"):
        click.echo(line.ansi())
    return sum(one.counts for one in found)

"""One exercise in a run: its tests, what they draw on, and who is to answer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from grader.judge.batch import Batch
from grader.judge.found import Found
from grader.judge.marks import INFO
from grader.judge.seeds import derive_seed
from grader.judge.trial import Trial
from grader.model import SharedSessions
from grader.variant import Variant, draw_variant


class Sheet:
    """The tests of a batch's exercise, and a trial for each of its submissions.

    Args:
        found: the tests, where they are known already.
    """

    def __init__(self, batch: Batch, found: Found | None = None) -> None:
        self.batch, self.exercise = batch, batch.exercise
        self.found = found or Found(batch.exercise)
        self.trials = [Trial(submission, batch) for submission in batch.submissions]

    def seed_of(self, item: pytest.Item) -> int:
        """Give what course, exercise and test make of it: the same for every student."""
        return derive_seed(self.batch.course_id, self.exercise.id, item.stash[INFO].id)

    def variant(self, trial: Trial) -> Variant:
        """Give the numbers that a submission is graded by, where they differ by student."""
        numbers_of = self.batch.numbers_of
        student = numbers_of if numbers_of is not None else trial.submission.student
        return draw_variant(self.batch.course_id, self.exercise, student)


def in_turn(
    sheets: Sequence[Sheet],
    is_for: Callable[[pytest.Item, int], bool] = lambda _item, _number: True,
    shared: SharedSessions | None = None,
) -> list[tuple[Sheet, Trial, list[pytest.Item]]]:
    """Give every submission with its tests, in the order in which they are run: student by student.

    Args:
        is_for: tells whether a test is for the submission of that place on its sheet.
        shared: opens their sessions, and knows which of a student's files should come first.
    """
    turns = [
        (sheet, trial, [item for item in sheet.found.items if is_for(item, number)])
        for sheet in sheets
        for number, trial in enumerate(sheet.trials)
    ]
    if shared is None:
        return turns
    students = [trial.submission.student for _, trial, _ in turns]
    rank = {student: place for place, student in enumerate(dict.fromkeys(students))}

    def order(turn: tuple[Sheet, Trial, list[pytest.Item]]) -> tuple[int, bool]:
        submission = turn[1].submission
        return rank[submission.student], not shared.comes_first(submission)

    return sorted(turns, key=order)

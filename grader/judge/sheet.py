"""One exercise in a run of pytest: its tests as they were found, what they draw on, and who is to answer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.judge.batch import Batch
from grader.judge.marks import INFO, TestInfo, in_order_of_need, read_test
from grader.judge.modules import load_module
from grader.judge.seeds import derive_seed
from grader.judge.trial import Trial
from grader.numeric import recorded_reference
from grader.variant import Variant, draw_variant


class Sheet:
    """The tests of a batch, in the order in which they are put to each submission."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.exercise = batch, batch.exercise
        self.trials = [Trial(submission, batch) for submission in batch.submissions]
        self.items: list[pytest.Item] = []
        self._reference: Any = None

    def put_in_order(self, items: list[pytest.Item]) -> None:
        """Take the tests that were found, each after those it needs, and note on each what its author wrote of it.

        Raises:
            BadMark: its author's marks say nothing sensible.
        """
        infos: dict[str, TestInfo] = {}
        for item in items:
            info = read_test(item, self.exercise.hidden_tests)
            item.stash[INFO] = infos.setdefault(info.id, info)
            item.stash[SHEET] = self
        rank = {info.id: place for place, info in enumerate(in_order_of_need(list(infos.values())))}
        self.items = sorted(items, key=lambda item: rank[item.stash[INFO].id])

    def owns(self, file: Path) -> bool:
        """Tell whether a test file is this exercise's."""
        return file in (self.exercise.visible_tests, self.exercise.hidden_tests)

    def seed_of(self, item: pytest.Item) -> int:
        """Give what course, exercise and test make of it: the same for every student."""
        return derive_seed(self.batch.course_id, self.exercise.id, item.stash[INFO].id)

    def reference(self) -> Any:
        """Give the reference module, loaded when it is first asked for."""
        if self._reference is None:
            self._reference = recorded_reference(load_module(self.exercise.reference, self.exercise.id))
        return self._reference

    def variant(self, trial: Trial) -> Variant:
        """Give the numbers that a submission is graded by, where they differ by student."""
        numbers_of = self.batch.numbers_of
        student = numbers_of if numbers_of is not None else trial.submission.student
        return draw_variant(self.batch.course_id, self.exercise, student)


def in_turn(
    sheets: Sequence[Sheet], is_for: Callable[[pytest.Item, int], bool]
) -> list[tuple[Trial, list[pytest.Item]]]:
    """Give every submission with its tests, in the order in which they are run: student by student.

    Args:
        is_for: tells whether a test is for the submission of that place on its sheet.
    """
    turns = [
        (trial, [item for item in sheet.items if is_for(item, number)])
        for sheet in sheets
        for number, trial in enumerate(sheet.trials)
    ]
    students = [trial.submission.student for trial, _ in turns]
    rank = {student: place for place, student in enumerate(dict.fromkeys(students))}
    return sorted(turns, key=lambda turn: rank[turn[0].submission.student]) if len(sheets) > 1 else turns


SHEET = pytest.StashKey[Sheet]()

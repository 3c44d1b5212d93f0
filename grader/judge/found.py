"""The tests of an exercise as pytest found them, and its reference: kept by a worker for all of its batches.

To find them, pytest reads the test files, rewrites their assertions and runs them, which costs as much as the tests of
several students. What needs nothing of pytest but to be found needs that only once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.course import Exercise
from grader.judge.marks import INFO, TestInfo, in_order_of_need, read_test
from grader.judge.modules import load_module
from grader.numeric import recorded_reference

_KEPT: dict[tuple[Path, str, str], Found] = {}


class Found:
    """An exercise's tests, in the order in which they are put to each submission, and its reference."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.items: list[pytest.Item] = []
        self.modules: dict[str, ModuleType] = {}  # its test files, by name
        self._reference: Any = None

    def put_in_order(self, items: list[pytest.Item]) -> None:
        """Take the tests that were found, each after those it needs, and note on each what its author wrote of it.

        Raises:
            BadMark: its author's marks say nothing sensible.
        """
        infos: dict[tuple[bool, str], TestInfo] = {}  # a visible and a hidden test may have the same name
        for item in items:
            info = read_test(item, self.exercise.hidden_tests)
            item.stash[INFO] = infos.setdefault(info.key, info)
        rank = {info.key: place for place, info in enumerate(in_order_of_need(list(infos.values())))}
        self.items = sorted(items, key=lambda item: rank[item.stash[INFO].key])

    def owns(self, file: Path) -> bool:
        """Tell whether a test file is this exercise's."""
        return file in (self.exercise.visible_tests, self.exercise.hidden_tests)

    def reference(self) -> Any:
        """Give the reference module, loaded when it is first asked for."""
        if self._reference is None:
            self._reference = recorded_reference(load_module(self.exercise.reference, self.exercise.id))
        return self._reference


def keep(found: Iterable[Found], modules: dict[str, ModuleType]) -> None:
    """Keep what one run of pytest has found, with the modules that its files have become.

    Only tests that need nothing of pytest, and files that bring nothing along that another exercise's might find.
    """
    for one in found:
        one.modules = modules
        _KEPT[_place(one.exercise)] = one


def kept(exercises: Iterable[Exercise]) -> list[Found]:
    """Give what was found of each exercise, or nothing at all where one of them is missing."""
    found = [_KEPT.get(_place(exercise)) for exercise in exercises]
    return [one for one in found if one is not None] if None not in found else []


def _place(exercise: Exercise) -> tuple[Path, str, str]:
    return exercise.root, exercise.id, exercise.version

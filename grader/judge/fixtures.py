"""The judge's fixtures, for the tests that go through pytest: each gives what a direct call is given."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from grader.errors import SandboxLost, StudentStopped
from grader.judge.given import Given


class Halted(Exception):
    """Carries what is no Exception out of a fixture; pytest's fixtures keep their order over Exceptions only."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.cause = cause


@contextlib.contextmanager
def _halting() -> Iterator[None]:
    try:
        yield
    except (StudentStopped, SandboxLost) as error:
        raise Halted(error) from error


class Fixtures:
    """A plugin's fixtures; what a test is announced to, and what it is given, the plugin knows."""

    def begin(self, item: pytest.Item) -> Given:
        """Announce a test to the student's session, and give what it may ask for."""
        raise NotImplementedError

    def end(self) -> None:
        """Keep what the student's code has printed."""
        raise NotImplementedError

    def seed_of(self, item: pytest.Item) -> int:
        """Give the seed of a test: the same for every student."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def submission_index(self, request: pytest.FixtureRequest) -> int:
        """Which submission this item is for; a direct test's is the same for all."""
        index: int = getattr(request, "param", 0)
        return index

    @pytest.fixture(autouse=True)
    def _given(self, request: pytest.FixtureRequest) -> Iterator[Given]:
        with _halting():
            given = self.begin(request.node)
        yield given
        self.end()

    @pytest.fixture
    def student(self, _given: Given) -> Any:
        """The proxy of the student's module."""
        with _halting():
            return _given.value("student")

    @pytest.fixture
    def reference(self, _given: Given) -> Any:
        """The reference module."""
        with _halting():
            return _given.value("reference")

    @pytest.fixture
    def answers(self, _given: Given) -> Any:
        """The literal assignments of the student's file, which is read and never executed."""
        with _halting():
            return _given.value("answers")

    @pytest.fixture
    def source(self, _given: Given) -> Any:
        """The student's file as a syntax tree."""
        with _halting():
            return _given.value("source")

    @pytest.fixture
    def rng(self, _given: Given) -> Any:
        """A generator seeded by course, exercise and test: the same inputs for every student."""
        with _halting():
            return _given.value("rng")

    @pytest.fixture
    def variant(self, _given: Given) -> Any:
        """The numbers of the student who handed the submission in, whatever the file says."""
        with _halting():
            return _given.value("variant")

    @pytest.fixture
    def assert_unchanged(self, _given: Given) -> Any:
        """A check that the last call left its arguments, named in their order, as they were."""
        with _halting():
            return _given.value("assert_unchanged")

    @pytest.fixture
    def student_warnings(self, _given: Given) -> Any:
        """A function that gives the (category, text) of each warning so far in this test."""
        with _halting():
            return _given.value("student_warnings")

    @pytest.fixture
    def test_seed(self, request: pytest.FixtureRequest) -> int:
        """The seed of this test: the same for every student."""
        return self.seed_of(request.node)

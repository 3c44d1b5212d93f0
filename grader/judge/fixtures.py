"""The fixtures that graders have in both runs: the judge's and a bare `pytest exercises/<slug>`."""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.judge.answers import Answers
from grader.model import StudentSession


@pytest.fixture
def answers(source: ast.Module) -> Answers:
    """Give the literal assignments of the student's file, which is read and never executed."""
    return Answers(source)


@pytest.fixture
def rng(test_seed: int) -> np.random.Generator:
    """Give a generator seeded by course, exercise and test: the same inputs for every student."""
    return np.random.default_rng(test_seed)


@pytest.fixture
def assert_unchanged(_live_session: StudentSession) -> Callable[..., None]:
    """Give a check that the last call left its arguments, named in their order, as they were."""
    return unchanged_check(_live_session)


def unchanged_check(session: StudentSession) -> Callable[..., None]:
    """Make the check of `assert_unchanged`: `assert_unchanged("x", "w")` after `student.f(x, w)`."""

    def check(*names: str) -> None:
        for place in session.changed_arguments():
            name = names[int(place)] if place.isdigit() and int(place) < len(names) else place
            text = f"The call changed its argument `{name}`; work on a copy or make a new array."
            raise Mismatch(text, "argument-changed")

    return check

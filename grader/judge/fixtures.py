"""The fixtures that graders have in both runs: the judge's and a bare `pytest exercises/<slug>`."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from grader.judge.answers import Answers


@pytest.fixture
def answers(source: ast.Module) -> Answers:
    """Give the literal assignments of the student's file, which is read and never executed."""
    return Answers(source)


@pytest.fixture
def rng(test_seed: int) -> np.random.Generator:
    """Give a generator seeded by course, exercise and test: the same inputs for every student."""
    return np.random.default_rng(test_seed)

"""Gradebooks in both databases, and makers of what goes into them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grader.model import Outcome, Result, Status, Submission, TestResult
from grader.record import Gradebook, open_gradebook

START = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a gradebook that is not made yet, in each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gradebook.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def gradebook(url: str) -> Iterator[Gradebook]:
    """Give an open, empty gradebook, in each database."""
    with open_gradebook(url) as opened:
        yield opened


@pytest.fixture
def submission() -> Callable[..., Submission]:
    """Give a maker of submissions; `minute` counts from a fixed start."""

    def make(
        student: str = "ada", exercise: str = "sgd", content: bytes = b"x = 1\n", minute: float = 0, **more: Any
    ) -> Submission:
        fields: dict[str, Any] = {
            "student": student,
            "exercise": exercise,
            "content": content,
            "sha256": hashlib.sha256(content).hexdigest(),
            "submitted_at": START + timedelta(minutes=minute),
            "source": f"class.zip: {student}/{exercise}.py",
        }
        return Submission(**{**fields, **more})

    return make


@pytest.fixture
def result() -> Callable[..., Result]:
    """Give a maker of results for a submission."""

    def make(item: Submission, version: str = "v1", **more: Any) -> Result:
        fields: dict[str, Any] = {
            "student": item.student,
            "exercise": item.exercise,
            "sha256": item.sha256,
            "submitted_at": item.submitted_at,
            "status": Status.GRADED,
            "max_points": Decimal("10.00"),
            "points": Decimal("7.50"),
            "exercise_version": version,
            "toolkit_version": "0.1.0",
            "seed": 7,
        }
        return Result(**{**fields, **more})

    return make


@pytest.fixture
def test_result() -> Callable[..., TestResult]:
    """Give a maker of test results."""

    def make(**more: Any) -> TestResult:
        fields: dict[str, Any] = {
            "id": "test_many_inputs",
            "title": "The net input of random neurons",
            "hidden": True,
            "outcome": Outcome.FAILED,
            "points": Fraction(0),
            "max_points": Fraction(3),
        }
        return TestResult(**{**fields, **more})

    return make

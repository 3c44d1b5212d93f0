"""Gradebooks in both databases, and makers of what goes into them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from grader.model import Outcome, Result, Status, Submission, TestResult
from grader.record import Gradebook, open_gradebook

SERVER = os.environ.get("GRADER_TEST_POSTGRES_URL", "")
NO_SERVER = "no PostgreSQL server: set GRADER_TEST_POSTGRES_URL to postgresql+psycopg://USER@HOST/DATABASE"
IN_CI = os.environ.get("CI") == "true"
POSTGRESQL = pytest.param("postgresql", marks=[] if SERVER or IN_CI else [pytest.mark.skip(reason=NO_SERVER)])
START = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Give the address of an empty schema in the PostgreSQL server that the environment names."""
    if not SERVER:
        pytest.fail(NO_SERVER)  # in CI; elsewhere the mark below skips
    schema = f"grader_{uuid.uuid4().hex}"
    engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    url = sa.make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", POSTGRESQL])
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

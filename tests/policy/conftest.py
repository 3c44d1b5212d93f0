"""A course with a late rule, and makers of results and decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course
from grader.course_file import load_course
from grader.model import Adjustment, Extension, Result, Status

COURSE = """\
id: c
title: C
timezone: {zone}
late: {late}
{more}
units:
  - id: one
    title: One
    due: {due}
    exercises:
      - {{id: sgd, title: SGD, kind: code, points: 10{own}}}
      - {{id: losses, title: Losses, kind: code, points: 5}}
"""


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Course]:
    """Give a maker of courses."""

    def make(
        *,
        zone: str = "UTC",
        late: str = "{grace_minutes: 10, percent_per_day: 10, max_days: 5}",
        due: str = "2026-10-05T23:59:00",
        more: str = "",
        own: str = "",
    ) -> Course:
        text = COURSE.format(zone=zone, late=late, due=due, more=more, own=own)
        (tmp_path / "course.yaml").write_text(text, encoding="utf-8")
        return load_course(tmp_path)

    return make


@pytest.fixture
def make_result() -> Callable[..., Result]:
    """Give a maker of results; `at` is the time of submission as text."""

    def make(points: str | None = "10.00", at: str = "2026-10-05T20:00:00+00:00", **more: Any) -> Result:
        fields: dict[str, Any] = {
            "student": "ada",
            "exercise": "sgd",
            "sha256": f"{at} {points}",
            "submitted_at": datetime.fromisoformat(at),
            "status": Status.ERROR if points is None else Status.GRADED,
            "max_points": Decimal(10),
            "points": None if points is None else Decimal(points),
        }
        return Result(**{**fields, **more})

    return make


@pytest.fixture
def adjust() -> Callable[..., Adjustment]:
    """Give a maker of adjustments: `adjust(1, sets="9")`, `adjust(2, add="-1.5")`."""

    def make(number: int, *, sets: str | None = None, add: str = "0", **more: Any) -> Adjustment:
        fields: dict[str, Any] = {
            "number": number,
            "student": "ada",
            "exercise": "sgd",
            "sets": sets is not None,
            "points": Decimal(add if sets is None else sets),
            "reason": "because",
            "by": "ms smith",
            "at": datetime(2026, 10, 9, tzinfo=UTC),
        }
        return Adjustment(**{**fields, **more})

    return make


@pytest.fixture
def extend() -> Callable[..., Extension]:
    """Give a maker of extensions."""

    def make(number: int, due: str | None, **more: Any) -> Extension:
        fields: dict[str, Any] = {
            "number": number,
            "student": "ada",
            "exercise": "sgd",
            "due": None if due is None else datetime.fromisoformat(due),
            "extra_attempts": 0,
            "reason": "ill",
            "by": "ms smith",
            "at": datetime(2026, 10, 1, tzinfo=UTC),
        }
        return Extension(**{**fields, **more})

    return make

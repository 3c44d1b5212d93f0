"""A small course and makers of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grader.model import Outcome, Result, Status, TestResult
from grader.report import write_report

WHEN = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
TRACEBACK = """Traceback (most recent call last):
  File "neuron_output.py", line 12, in net_input
    return sum(w * x) + bias
NameError: name 'bias' is not defined"""
HOSTILE_NAMES = [
    "\x1b[31mred\x1b[0m",
    "a\u202egnp.exe",
    "line\nbreak",
    "carriage\rreturn",
    "[red]Bob[/red]",
    "[/]",
    "[link=file:///etc/passwd]x[/link]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>',
    "{{ 7 * 7 }}",
    "{% raw %}",
    "../../etc/passwd",
    "..",
    "con",
    "NUL",
    "a/b",
    "a\\b",
    "a\0b",
    "\udcff",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "x" * 500,
    "李雷",
    "Лев",
    "🧑\u200d🎓",
    "javascript:alert(1)",
    "%s%n{0}",
    "\x9b31m",
    "\x07\x08\x7f",
]


@dataclass(frozen=True)
class FakeExercise:
    """What a report needs of an exercise."""

    id: str
    title: str = ""
    points: Decimal = Decimal(10)


@dataclass(frozen=True)
class FakeCourse:
    """What a report needs of a course."""

    id: str = "foundations"
    title: str = "Deep learning from one neuron"
    feedback: str = "hints"
    timezone: tzinfo = UTC
    exercises: tuple[FakeExercise, ...] = (
        FakeExercise("neuron_output", "The output of a neuron"),
        FakeExercise("sgd", "Stochastic gradient descent"),
    )


@pytest.fixture
def course() -> FakeCourse:
    """Give a course of two exercises with ten points each."""
    return FakeCourse()


@pytest.fixture
def make_course() -> Callable[..., FakeCourse]:
    """Give a maker of courses: exercise names, and other fields."""

    def make(*slugs: str, **more: Any) -> FakeCourse:
        exercises = tuple(FakeExercise(slug, slug.replace("_", " ").capitalize()) for slug in slugs)
        return FakeCourse(exercises=exercises or FakeCourse.exercises, **more)

    return make


@pytest.fixture
def make_test() -> Callable[..., TestResult]:
    """Give a maker of test results: failed and visible where nothing else is said."""

    def make(**more: Any) -> TestResult:
        fields: dict[str, Any] = {
            "id": "test_many_inputs",
            "title": "The net input of random neurons",
            "hidden": False,
            "outcome": Outcome.FAILED,
            "points": Fraction(0),
            "max_points": Fraction(3),
        }
        return TestResult(**{**fields, **more})

    return make


@pytest.fixture
def make_result() -> Callable[..., Result]:
    """Give a maker of results: graded with 7.5 of 10 points where nothing else is said."""

    def make(student: str = "ada", exercise: str = "neuron_output", **more: Any) -> Result:
        fields: dict[str, Any] = {
            "student": student,
            "exercise": exercise,
            "sha256": "ab" * 32,
            "submitted_at": WHEN,
            "status": Status.GRADED,
            "max_points": Decimal(10),
            "points": Decimal("7.50"),
        }
        return Result(**{**fields, **more})

    return make


@pytest.fixture
def hostile_names() -> list[str]:
    """Give names that try to be something else than a name."""
    return HOSTILE_NAMES


@pytest.fixture
def report(tmp_path: Path, course: FakeCourse) -> Callable[..., Path]:
    """Give a maker of reports that returns the folder."""

    def make(*arguments: Any, course: FakeCourse = course, **options: Any) -> Path:
        index = write_report(tmp_path / "report", course, *arguments, **options)
        assert index == tmp_path / "report" / "index.html"
        return index.parent

    return make


@pytest.fixture
def mixed(make_result: Callable[..., Result], make_test: Callable[..., TestResult]) -> Result:
    """Give a result with a passed, a failed and an unchecked test."""
    return make_result(
        points=Decimal("4.00"),
        tests=(
            make_test(title="The worked example", outcome=Outcome.PASSED, points=Fraction(2), max_points=Fraction(2)),
            make_test(
                message="Your answer is off by exactly the bias.",
                hint="Does every weight reach the sum?",
                diagnosis="missing-bias",
                detail=TRACEBACK,
                output="z = 0.5\nw = [1 2]\n",
            ),
            make_test(id="test_big", title="Large entries", outcome=Outcome.NOT_CHECKED, message="It needs the above."),
        ),
    )

"""The course as frozen values: units, exercises and where their files are; course_file.py reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from grader.errors import Problem, UsageError
from grader.model import Limits

FILE_NAME = "course.yaml"

Kind = Literal["code", "symbolic", "answers"]
Feedback = Literal["none", "names", "hints", "full"]
Keep = Literal["last", "best"]


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What being late costs: `percent_per_day` for each day begun after the grace, for `max_days` at most.

    What comes later than `max_days` costs no more than that (`cap`), or gets nothing at all (`zero`).
    """

    grace_minutes: int = 0
    percent_per_day: Decimal = Decimal(0)
    max_days: int | None = None
    after_max_days: Literal["cap", "zero"] = "cap"


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """How many attempts count (None: any number), and which of them: the last, or the one with most points."""

    attempts: int | None = None
    keep: Keep = "last"


@dataclass(frozen=True)
class Exercise:
    """One exercise: its line in course.yaml, and where its files are; `due` is aware, in the course's time zone."""

    id: str
    title: str
    kind: Kind
    points: Decimal
    limits: Limits
    root: Path
    entry_digest: str
    needs: tuple[str, ...] = ()  # exercises that a student should have done before
    due: datetime | None = None
    attempts: AttemptRule = AttemptRule()

    @property
    def folder(self) -> Path:
        """All that a student gets."""
        return self.root / "exercises" / self.id

    @property
    def solution_folder(self) -> Path:
        """What is never released."""
        return self.root / "solutions" / self.id

    @property
    def file_name(self) -> str:
        """The name of the student's file, the stub and the reference."""
        return f"{self.id}.py"

    @property
    def stub(self) -> Path:
        """The file that a student starts from."""
        return self.folder / self.file_name

    @property
    def reference(self) -> Path:
        """The solution that hidden graders compare with."""
        return self.solution_folder / self.file_name

    @property
    def variant_file(self) -> Path:
        """Where numbers that differ from student to student are drawn; most exercises have none."""
        return self.folder / "variant.py"

    @property
    def hints_file(self) -> Path:
        """What `grader hint` reads, one hint after the other."""
        return self.folder / "hints.md"

    @property
    def visible_tests(self) -> Path:
        """The tests that students have."""
        return self.folder / f"test_{self.id}.py"

    @property
    def hidden_tests(self) -> Path:
        """The tests that only the grader has."""
        return self.solution_folder / "test_hidden.py"

    @cached_property
    def version(self) -> str:
        """Hash of what decides a grade: tests, reference, variants, the entry in course.yaml; 16 hex digits."""
        digest = hashlib.sha256(self.entry_digest.encode())
        variants = [self.variant_file] if self.variant_file.exists() else []
        for path in (self.visible_tests, self.hidden_tests, self.reference, *variants):
            content = path.read_bytes() if path.is_file() else b"\0absent"
            digest.update(f"{path.name}:{len(content)}:".encode() + content)
        return digest.hexdigest()[:16]

    def missing_files(self, *, hidden: bool) -> list[Problem]:
        """Name the files that a grading run needs and that are not there."""
        needed = [self.visible_tests, *([self.hidden_tests, self.reference] if hidden else [])]
        return [
            Problem(str(path.relative_to(self.root)), "", "no such file", f"a file of exercise {self.id}")
            for path in needed
            if not path.is_file()
        ]


@dataclass(frozen=True)
class Unit:
    """A chapter of the course; `due` is aware, in the course's time zone."""

    id: str
    title: str
    due: datetime | None
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Course:
    """What course.yaml says, checked; the only list of exercises."""

    root: Path
    id: str
    title: str
    timezone: ZoneInfo
    late: Late
    feedback: Feedback
    units: tuple[Unit, ...]

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, in teaching order."""
        return tuple(exercise for unit in self.units for exercise in unit.exercises)

    @cached_property
    def versions(self) -> dict[str, str]:
        """The present version of each exercise."""
        return {exercise.id: exercise.version for exercise in self.exercises}

    @cached_property
    def attempt_rules(self) -> dict[str, AttemptRule]:
        """Which attempts count, for each exercise."""
        return {exercise.id: exercise.attempts for exercise in self.exercises}

    def exercise(self, slug: str) -> Exercise:
        """Give the exercise of that name.

        Raises:
            UsageError: there is none; names near misses.
        """
        for exercise in self.exercises:
            if exercise.id == slug:
                return exercise
        from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

        by_letters = {exercise.id.casefold(): exercise.id for exercise in self.exercises}
        near = get_close_matches(slug.casefold(), by_letters, n=1)
        hint = f"did you mean {by_letters[near[0]]}?" if near else "`grader list` shows them all"
        raise UsageError(f"there is no exercise called {slug!r} in {self.id}; {hint}")

    def with_only(self, slugs: Container[str]) -> Course:
        """Give the course with these exercises and no others."""
        units = tuple(
            replace(unit, exercises=tuple(exercise for exercise in unit.exercises if exercise.id in slugs))
            for unit in self.units
        )
        return replace(self, units=units)


def find_course(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds a course.yaml.

    Raises:
        UsageError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if os.path.isfile(folder / FILE_NAME):  # pathlib raises where the folder may not be looked into
            return folder
    raise UsageError(f"no {FILE_NAME} in {start} or above it; name the course with --course DIR")

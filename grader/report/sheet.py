"""The class as a grid of students and exercises, which every table, page and export of the class reads from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from grader.model import Result, Standing, Status
from grader.report.numbers import percent


class ExerciseInfo(Protocol):
    """What a report needs to know of an exercise; grader.course.Exercise is one."""

    @property
    def id(self) -> str:
        """Slug."""

    @property
    def title(self) -> str:
        """For people."""

    @property
    def points(self) -> Decimal:
        """The most that it can give."""


class CourseInfo(Protocol):
    """What a report needs to know of a course; grader.course.Course is one."""

    @property
    def id(self) -> str:
        """Name for programs."""

    @property
    def title(self) -> str:
        """Name for people."""

    @property
    def feedback(self) -> str:
        """What students see of hidden tests: none, names, hints, full."""

    @property
    def timezone(self) -> tzinfo:
        """Where its dates are told."""

    @property
    def exercises(self) -> Sequence[ExerciseInfo]:
        """Every exercise, in teaching order."""


class State(StrEnum):
    """What a cell of the grid says."""

    GRADED = "graded"
    INVALID = "invalid"
    ERROR = "error"
    MISSING = "missing"
    WAITING = "waiting"  # handed in and not graded yet
    AHEAD = "ahead"  # nobody has handed this exercise in: most likely the class is not there yet


NOT_COUNTED = frozenset({State.ERROR, State.WAITING, State.AHEAD})
OWED = frozenset({State.ERROR, State.WAITING})
Standings = Mapping[tuple[str, str], Standing]  # by student and exercise


@dataclass(frozen=True, slots=True)
class Cell:
    """One exercise of one student; `points` are those that count, None where there is no score.

    `standing` says how they came about where they are not simply the result's.
    """

    state: State
    points: Decimal | None
    max_points: Decimal
    result: Result | None = None
    standing: Standing | None = None

    @property
    def late_percent(self) -> Decimal:
        """How many hundredths lateness cost."""
        return self.standing.late_percent if self.standing is not None else Decimal(0)

    @property
    def is_adjusted(self) -> bool:
        """Whether somebody changed the points by hand."""
        return self.standing is not None and bool(self.standing.adjustments)


@dataclass(frozen=True, slots=True)
class Row:
    """One student, with a cell for each exercise of the course."""

    student: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> Decimal:
        """The points of all cells that have any."""
        return sum((cell.points for cell in self.cells if cell.points is not None), Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The share of what could be had so far.

        What the grader owes a score for is left out, never counted as zero; and so is what nobody has handed in.
        """
        possible = sum((cell.max_points for cell in self.cells if cell.state not in NOT_COUNTED), Decimal(0))
        return percent(self.total, possible)

    @property
    def owed(self) -> bool:
        """Whether the grader owes a score, so that the total may still rise."""
        return any(cell.state in OWED for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """The whole class."""

    course: CourseInfo
    rows: tuple[Row, ...]

    def column(self, number: int) -> list[Cell]:
        """Give one exercise's cells."""
        return [row.cells[number] for row in self.rows]

    @cached_property
    def begun(self) -> tuple[int, ...]:
        """The places of the exercises that somebody has handed in."""
        places = range(len(self.course.exercises))
        return tuple(place for place in places if any(row.cells[place].state is not State.AHEAD for row in self.rows))

    @property
    def ahead(self) -> list[ExerciseInfo]:
        """The exercises that nobody has handed in; tables fold them into one line."""
        begun = set(self.begun)
        return [exercise for place, exercise in enumerate(self.course.exercises) if place not in begun]

    @property
    def points(self) -> Decimal:
        """What can be had in the exercises that somebody has handed in."""
        return sum((self.course.exercises[place].points for place in self.begun), Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The mean of the students' shares, in whole percent, half up; None where nobody has one."""
        shares = [share for row in self.rows if (share := row.percent) is not None]
        return percent(sum(shares, Decimal(0)), Decimal(len(shares) * 100))


def make_sheet(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    waiting: Iterable[tuple[str, str]] = (),
    standings: Standings | None = None,
) -> Sheet:
    """Give the class as a grid, students by the order of their names' characters.

    Args:
        course: its exercises are the columns; results of other exercises are left out.
        results: the current one of each student and exercise.
        students: more students, who have no result.
        waiting: (student, exercise) of submissions that were taken in and not graded yet.
        standings: what counts, where it is not simply the result's points: lateness, adjustments.
    """
    counts = standings or {}
    by_pair = {(result.student, result.exercise): result for result in results}
    not_graded = set(waiting)
    names = {student for pairs in (by_pair, not_graded, counts) for student, _ in pairs} | set(students)
    begun = {exercise for pairs in (not_graded, counts) for _, exercise in pairs}
    begun |= {exercise for (_, exercise), result in by_pair.items() if result.status is not Status.MISSING}
    missing = {it.id: State.MISSING if it.id in begun else State.AHEAD for it in course.exercises}

    def cell(name: str, exercise: ExerciseInfo) -> Cell:
        pair = (name, exercise.id)
        absent = State.WAITING if pair in not_graded else missing[exercise.id]
        plain = _cell(by_pair.get(pair), exercise, absent)
        return plain if pair not in counts else _settled(plain, counts[pair])

    return Sheet(course, tuple(Row(name, tuple(cell(name, it) for it in course.exercises)) for name in sorted(names)))


def average(cells: Iterable[Cell]) -> Decimal | None:
    """Give the mean points of those that have a score; None when there is none."""
    scored = [cell.points for cell in cells if cell.points is not None]
    return sum(scored, Decimal(0)) / len(scored) if scored else None


def handed_in(cells: Iterable[Cell]) -> int:
    """Count the cells with a submission."""
    return sum(cell.state not in (State.MISSING, State.AHEAD) for cell in cells)


def _cell(result: Result | None, exercise: ExerciseInfo, absent: State) -> Cell:
    if result is not None and result.status is not Status.MISSING:
        points = None if result.status is Status.ERROR else result.points
        return Cell(State(result.status.value), points, result.max_points, result)
    return Cell(absent, None, exercise.points)


def _settled(cell: Cell, standing: Standing) -> Cell:
    """Give a cell with the points that count; points by hand are a grade, whatever the grader could say."""
    by_hand = standing.points is not None and cell.state in {State.ERROR, State.WAITING, State.MISSING, State.AHEAD}
    state = State.GRADED if by_hand else cell.state
    if standing.points is None and cell.points is None:
        return replace(cell, standing=standing)
    return replace(cell, state=state, points=standing.points, standing=standing)

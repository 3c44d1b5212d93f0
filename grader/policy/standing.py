"""What counts: the attempt that the course keeps, less what lateness cost, then what was adjusted by hand.

earned 8.50  --late 20 %-->  6.80  --adjusted +1-->  7.80        --adjusted to 9-->  9.00
(rounded once to hundredths, half up)                            (replaces all before it)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from grader.course import Course, Exercise
from grader.model import Adjustment, Extension, Result, Standing
from grader.policy.lateness import Lateness, late_by, points_after

Pair = tuple[str, str]  # student, exercise


def settle(
    course: Course,
    results: Iterable[Result],
    extensions: Iterable[Extension] = (),
    adjustments: Iterable[Adjustment] = (),
) -> dict[Pair, Standing]:
    """Give the standing of each student and exercise that has a result or an adjustment.

    Args:
        course: its late rule, due dates, and which attempts to keep; other exercises are left out.
        results: of every attempt that may count, oldest first.
        extensions: also such as were undone, which are passed over.
        adjustments: likewise.
    """
    exercises = {exercise.id: exercise for exercise in course.exercises}
    candidates: defaultdict[Pair, list[Result]] = defaultdict(list)
    for result in results:
        candidates[result.student, result.exercise].append(result)
    in_force: defaultdict[Pair, list[Adjustment]] = defaultdict(list)
    for one in sorted(adjustments, key=lambda one: one.number):
        if one.undone_at is None:
            in_force[one.student, one.exercise].append(one)
    extended: dict[Pair, Extension] = {}
    for extension in sorted(extensions, key=lambda one: one.number):
        if extension.undone_at is None and extension.due is not None:
            extended[extension.student, extension.exercise] = extension
    return {
        pair: standing_of(course, exercises[pair[1]], pair[0], candidates[pair], extended.get(pair), in_force[pair])
        for pair in sorted({*candidates, *(pair for pair, found in in_force.items() if found)})
        if pair[1] in exercises
    }


def standing_of(
    course: Course,
    exercise: Exercise,
    student: str,
    candidates: list[Result],
    extension: Extension | None,
    adjustments: list[Adjustment],
) -> Standing:
    """Give the standing of one student in one exercise.

    Args:
        candidates: the results of the attempts that may count, oldest first.
        extension: the one in force.
        adjustments: those in force, oldest first.
    """
    due = extension.due if extension is not None else exercise.due
    late = {id(one): late_by(one.submitted_at, due, course.late, course.timezone) for one in candidates}
    result = _kept(candidates, late)
    lateness = Lateness() if result is None else late[id(result)]
    points = None
    if result is not None and result.points is not None:
        points = points_after(result.points, lateness.percent)
    return Standing(
        student=student,
        exercise=exercise.id,
        points=_adjusted(points, adjustments),
        result=result,
        late_percent=lateness.percent,
        due=due,
        adjustments=tuple(adjustments),
    )


def _kept(candidates: list[Result], late: dict[int, Lateness]) -> Result | None:
    """Give the result with most points after lateness; of equals the less late, then the later one.

    Of an exercise that keeps the last attempt, the last is the only candidate.
    """
    if not candidates:
        return None

    def worth(place: int) -> tuple[bool, Decimal, Decimal, int]:
        result = candidates[place]
        percent = late[id(result)].percent
        points = None if result.points is None else points_after(result.points, percent)
        return points is not None, points or Decimal(0), -percent, place

    return candidates[max(range(len(candidates)), key=worth)]


def _adjusted(points: Decimal | None, adjustments: list[Adjustment]) -> Decimal | None:
    """Give the points after the adjustments, never below zero; nothing can be added where there is no score."""
    for one in adjustments:
        if one.sets:
            points = one.points
        elif points is not None:
            points += one.points
    return None if points is None else max(points, Decimal("0.00"))

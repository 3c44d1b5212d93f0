"""When something was handed in, where nbgrader does not say so or has gone back to an earlier attempt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from grader.course import Course
from grader.model import Standing, Submission
from grader.report import safe_text

_MOST_NAMES = 5


class OnTime:
    """What nbgrader has no time of is not late, as in nbgrader itself: the file's own may be when it was unpacked."""

    def __init__(self, course: Course) -> None:
        self._due = {exercise.id: exercise.due for exercise in course.exercises}
        self._spared: set[str] = set()

    def __call__(self, student: str, exercise: str, own: datetime) -> datetime:
        """Give the time of a file, its own or when it was due."""
        due = self._due[exercise]
        if due is None or own <= due:
            return own
        self._spared.add(student)
        return due

    def warning(self) -> str:
        """Say whose work was written later than it was due; nothing where nobody's was."""
        if not self._spared:
            return ""
        names = [safe_text(name) for name in sorted(self._spared)]
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        return (
            f"No time in timestamp.txt of {', '.join(names[:_MOST_NAMES])}{more}: counted as handed in on time, "
            "as in nbgrader itself"
        )


def latest(submissions: Sequence[Submission]) -> dict[tuple[str, str], Submission]:
    """Give the last of each student and exercise."""
    return {(one.student, one.exercise): one for one in sorted(submissions, key=lambda one: one.submitted_at)}


def earlier_attempts(
    course: Course, lying: Mapping[tuple[str, str], Submission], standings: Mapping[str, Standing]
) -> Iterator[str]:
    """Say of a student's answers that a later attempt counts, where nbgrader has gone back to an earlier one.

    Nothing where that makes no difference.

    Args:
        lying: what is in `submitted`, by student and exercise.
        standings: what counts of one student, by exercise.
    """
    found: dict[tuple[str, datetime, datetime], list[str]] = {}
    for slug, one in standings.items():
        there = lying.get((one.student, slug))
        if one.result is None or there is None or course.attempt_rules[slug].keep == "best":
            continue
        is_other = there.sha256 != one.result.sha256 or one.late_percent
        if is_other and there.submitted_at < one.result.submitted_at:
            found.setdefault((one.student, there.submitted_at, one.result.submitted_at), []).append(slug)
    for (student, earlier, counted), slugs in found.items():
        yield (
            f"{safe_text(student)}: {', '.join(slugs)}: the attempt of {_shown(counted)} counts, "
            f"not the earlier one that lies in submitted, of {_shown(earlier)}; "
            "`grader extend` gives more time, `grader adjust` other points"
        )


def _shown(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

"""Files that are the same to the last byte are graded once, and each student who handed one in gets that verdict.

Untouched stubs, and what was passed on: in most classes many. It saves their time, and it is fair: no chance, and no
machine that was busy for a moment, can give one file two grades.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from grader.course import Course
from grader.model import Result, Submission


@dataclass(frozen=True, slots=True)
class First:
    """The one of several equal submissions that is graded.

    Args:
        for_others: whether its verdict is somebody else's too; then nothing of its own student's may touch it.
    """

    submission: Submission
    for_others: bool


class Alike:
    """Submissions sorted by what was handed in; `first` has one of each, in their order.

    Where an exercise's numbers differ by student, so may the verdict on the same file: there every file counts.
    """

    def __init__(self, course: Course, submissions: Sequence[Submission]) -> None:
        groups: dict[tuple[str, ...], list[Submission]] = defaultdict(list)
        for submission in submissions:
            groups[_key(course, submission)].append(submission)
        self.first = [First(group[0], len(group) > 1) for group in groups.values()]
        self._others = {_identity(group[0]): group[1:] for group in groups.values()}

    def spread(self, results: Iterable[Result]) -> Iterator[Result]:
        """Give each result, and after it the same for everybody else who handed that file in."""
        for result in results:
            yield result
            for other in self._others[_identity(result)]:
                yield msgspec.structs.replace(result, student=other.student, submitted_at=other.submitted_at)


def _key(course: Course, submission: Submission) -> tuple[str, ...]:
    if submission.unreadable:
        return submission.exercise, "unreadable", submission.student, submission.submitted_at.isoformat()
    by_student = course.exercise(submission.exercise).variant_file.exists()
    return submission.exercise, submission.sha256, submission.student if by_student else ""


def _identity(one: Submission | Result) -> tuple[object, ...]:
    return one.exercise, one.student, one.submitted_at, one.sha256

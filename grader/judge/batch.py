"""What is judged at once: submissions of one exercise, and which of its tests they get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.course import Exercise
from grader.model import Submission


@dataclass(frozen=True, slots=True)
class Batch:
    """Submissions of one exercise, and which tests they get: all, or (hidden=False) those that students have.

    Args:
        stop_early: for who asks only whether points are lost: the rest of a submission's tests is left out then.
        numbers_of: whose numbers are used where they differ by student, if not each submission's own student's.
    """

    course_id: str
    exercise: Exercise
    submissions: tuple[Submission, ...]
    hidden: bool = True
    stop_early: bool = False
    numbers_of: str | None = None

    @property
    def test_files(self) -> list[Path]:
        """The files whose tests are run."""
        return [self.exercise.visible_tests, *([self.exercise.hidden_tests] if self.hidden else [])]

"""What a student reads of a result under nbgrader: all of it below the check cell, the short of it as the comment.

Formgrader shows a comment in a box of four lines below the answer, and the check cell's output right after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.course import Course, Exercise
from grader.model import Outcome, Result, Standing, Status
from grader.nbgrader.scores import late_cost
from grader.report import ending_words, safe_text, student_result_lines, visible_test
from grader.variant import draw_variant

MOST_TESTS = 6
_NOTHING = "Nothing was handed in for this exercise."
_COMMAND = re.compile(r"`grader check (\w+)`")


def page_lines(course: Course, exercise: Exercise, student: str, standing: Standing | None) -> list[str]:
    """Give what stands below the check cell: every test that the student may see, as plain and inert lines."""
    if standing is None or standing.result is None:
        return [_NOTHING, *_beside(course, exercise, student, standing)]
    lines = student_result_lines(standing.result, title=exercise.title, feedback=course.feedback, width=100)
    said = [_COMMAND.sub(r"`%check \1`", line.plain.rstrip()) for line in lines]
    beside = list(_beside(course, exercise, student, standing))
    return [*said, *(["", *beside] if beside else [])]


def comment_lines(course: Course, exercise: Exercise, student: str, standing: Standing | None) -> list[str]:
    """Give the short of it: the points, what does not pass, whose numbers, what lateness cost."""
    result = standing.result if standing is not None else None
    said = [_NOTHING] if result is None else [*_summary(result, course.feedback)]
    return [*said, *_beside(course, exercise, student, standing)]


def _summary(result: Result, feedback: str) -> Iterator[str]:
    yield ending_words(result, visible_only=False)[0]
    if result.status is not Status.GRADED:
        yield safe_text((result.message or "The grader failed.").splitlines()[0], limit=200)
        return
    failed = [test for test in result.tests if test.outcome is not Outcome.PASSED]
    shown = [test for test in (visible_test(test, feedback) for test in failed) if test is not None]
    for test in shown[:MOST_TESTS]:
        tag = f" ({safe_text(test.diagnosis)})" if test.diagnosis else ""
        yield f"- {safe_text(test.title or test.id, limit=120)}{tag}"
    if shown[MOST_TESTS:]:
        yield f"- and {len(shown) - MOST_TESTS} more"
    if len(failed) > len(shown):
        count = len(failed) - len(shown)
        yield f"- {count} hidden test{'' if count == 1 else 's'}"


def _beside(course: Course, exercise: Exercise, student: str, standing: Standing | None) -> Iterator[str]:
    """Give what counts besides the tests."""
    if standing is not None:
        for one in standing.adjustments:
            yield safe_text(f"Adjusted by hand: {one.reason}")
        if late_cost(standing):
            yield f"Late: {standing.late_percent} % off, {late_cost(standing)} points."
    if exercise.variant_file.exists():
        numbers = draw_variant(course.id, exercise, student).items()
        shown = "; ".join(f"{name} = {value!r}" for name, value in numbers)
        yield safe_text(f"Marked with the numbers of {student}: {shown}")


def as_comment(lines: list[str]) -> str:
    """Give lines as a block of code in Markdown: nbgrader's feedback page would obey HTML anywhere else."""
    return "\n".join(f"    {line}" for line in lines)

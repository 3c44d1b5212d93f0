"""What a student reads of a result under nbgrader: all of it below the check cell, the short of it as the comment.

Formgrader shows a comment in a box of four lines below the answer, and the check cell's output right after that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.course import Course, Exercise
from grader.jupyter.cell_view import graded_html, in_notebook, sentence_html
from grader.model import Outcome, Result, Standing, Status
from grader.nbgrader.scores import earned, taken_off
from grader.report import ending_words, safe_text, student_result_lines, visible_test
from grader.report.numbers import short
from grader.variant import draw_variant

MOST_TESTS = 6
_WORDS = {Status.INVALID: "no points", Status.ERROR: "the grader failed here, and a mark by hand is due"}
_NOTHING = "Nothing was handed in for this exercise."


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell a student about one exercise.

    Args:
        standing: what counts here; None where nothing was handed in.
        by_hand: the score that somebody typed in formgrader; None where nobody did.
    """

    course: Course
    exercise: Exercise
    student: str
    standing: Standing | None
    by_hand: Decimal | None = None

    @property
    def result(self) -> Result | None:
        """What was graded."""
        return self.standing.result if self.standing is not None else None


def check_output(told: Told) -> dict[str, Any]:
    """Give the output below the check cell, as a notebook has it: markup, and the same as plain text."""
    text = "\n".join(page_lines(told))
    below = [*_beside(told)]
    if told.result is None:
        markup = sentence_html(_NOTHING, below)
    else:
        markup = graded_html(told.result, told.exercise.title, told.course.feedback, below)
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text, "text/html": markup}}


def page_lines(told: Told) -> list[str]:
    """Give every test that the student may see, as plain and inert lines."""
    beside = list(_beside(told))
    if told.result is None:
        return [_NOTHING, *beside]
    title, feedback = told.exercise.title, told.course.feedback
    lines = student_result_lines(told.result, title=title, feedback=feedback, width=100)
    said = [in_notebook(line.plain.rstrip()) for line in lines]
    return [*said, *(["", *beside] if beside else [])]


def comment_lines(told: Told) -> list[str]:
    """Give the short of it: the points, what does not pass, whose numbers, what lateness cost."""
    said = [_NOTHING] if told.result is None else [*_summary(told.result, told.course.feedback)]
    return [*said, *_beside(told)]


def _summary(result: Result, feedback: str) -> Iterator[str]:
    yield ending_words(result, visible_only=False)[0]
    if result.status is not Status.GRADED:
        yield _first_line(result)
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


def log_lines(told: list[Told], late: Decimal, extra: Decimal) -> Iterator[tuple[int, str]]:
    """Give what the instructor reads on the terminal about one notebook, each line with its level for the log.

    Args:
        told: its exercises.
        late: what lateness takes off altogether.
        extra: what was given by hand on top.
    """
    student = safe_text(told[0].student)
    points = [one.by_hand if one.by_hand is not None else earned(one.standing) for one in told]
    total = sum((one for one in points if one is not None), Decimal(0)) - late + extra
    words = f"{student}: {short(total)} of {short(sum((one.exercise.points for one in told), Decimal(0)))} points"
    words += f", {short(late)} taken off for lateness" if late else ""
    yield logging.INFO, words + (f", {short(extra)} of it extra credit" if extra else "")
    reasons: dict[str, list[str]] = {}
    for one in told:
        if one.result is not None and one.result.status in _WORDS:
            reasons.setdefault(f"{_WORDS[one.result.status]}: {_first_line(one.result)}", []).append(one.exercise.id)
    for reason, slugs in reasons.items():
        where = "" if len(slugs) == len(told) else f"{', '.join(slugs)}: "
        yield logging.WARNING, f"{student}: {where}{reason}"


def _first_line(result: Result) -> str:
    return safe_text((result.message or "The grader failed.").splitlines()[0], limit=200)


def _beside(told: Told) -> Iterator[str]:
    """Give what counts besides the tests."""
    if told.by_hand is not None:
        yield f"Marked by hand: {short(told.by_hand)} of {short(told.exercise.points)} points."
    if told.standing is not None:
        for one in told.standing.adjustments if told.by_hand is None else ():
            yield safe_text(f"Adjusted by hand: {one.reason}")
        cost = taken_off(told.standing, told.by_hand)
        if cost:
            yield f"Late: {told.standing.late_percent} % off, {cost:.2f} points."
    if told.exercise.variant_file.exists():
        numbers = draw_variant(told.course.id, told.exercise, told.student).items()
        shown = "; ".join(f"{name} = {value!r}" for name, value in numbers)
        yield safe_text(f"Marked with the numbers of {told.student}: {shown}")


def as_comment(lines: list[str]) -> str:
    """Give lines as a block of code in Markdown: nbgrader's feedback page would obey HTML anywhere else."""
    return "\n".join(f"    {line}" for line in lines)

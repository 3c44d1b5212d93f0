"""What `adjust` and `extend` share: whom a word means, who decides and why, and how a decision is shown."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.course import Course
    from grader.model import Adjustment, Extension

MOST_CHARACTERS = 1000


def named_student(name: str, known: Sequence[str], *, must_be_known: bool = True) -> str:
    """Give the student that a word of the command means.

    Args:
        name: as typed.
        known: who is in the gradebook.
        must_be_known: for a decision about what was handed in.

    Raises:
        UsageError: nobody of that name is there, with near misses; or it can be nobody's name.
    """
    from grader.collect import read_student

    try:
        student = read_student(name)
    except ValueError as error:
        raise UsageError(f"{name!r} {error}") from None
    if must_be_known and student not in known:
        from difflib import get_close_matches

        near = get_close_matches(student, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "`grader export csv` lists everybody"
        raise UsageError(f"no student called {student!r} is in the gradebook; {hint}")
    return student


def who(name: str | None) -> str:
    """Give the name of the person who decides: the one that was typed, or the user's."""
    if name is not None:
        return _text(name, "--by takes a name")
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("who is this? name yourself with --by NAME") from None


def read_reason(text: str | None, *, required: bool = True) -> str:
    """Give the reason, in one line of at most 1000 characters."""
    if text is None or not text.strip():
        if required:
            raise UsageError('say why, for the student and for later: --reason "..."')
        return ""
    return _text(text, "a reason is text")


def decision_line(one: Adjustment | Extension, course: Course) -> str:
    """Give one decision as a line, safe to print."""
    from grader.model import Adjustment
    from grader.report import safe_text, signed

    if isinstance(one, Adjustment):
        what = f"points {signed(one.points).lstrip('+')}" if one.sets else signed(one.points)
    else:
        what = f"due {_local(one.due, course)}" if one.due else ""
        if one.extra_attempts:
            what += f"{', ' if what else ''}{one.extra_attempts} more attempt{'s' if one.extra_attempts > 1 else ''}"
    reason = f": {one.reason}" if one.reason else ""
    line = f"{one.number:>4}  {one.student}, {one.exercise}: {what}, by {one.by}, {_local(one.at, course)}{reason}"
    if one.undone_at is not None:
        line += f"  (undone by {one.undone_by}, {_local(one.undone_at, course)})"
    return safe_text(line)


def _local(moment: datetime, course: Course) -> str:
    return moment.astimezone(course.timezone).strftime("%Y-%m-%d %H:%M %Z")


def _text(text: str, wanted: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise UsageError(f"{wanted} of 1 to {MOST_CHARACTERS} characters")
    return text

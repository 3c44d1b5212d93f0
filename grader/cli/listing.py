"""The course as one student stands in it: read, and laid out for a terminal or for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from grader.cli.own_files import own_file
from grader.report import Line, safe_text
from grader.report.inert import fit_encoding
from grader.report.marks import Marks, for_encoding
from grader.report.numbers import short
from grader.workbook import State, load_progress, next_exercise, notebook_mark, standing

if TYPE_CHECKING:
    from grader.course import Course, Exercise, Unit
    from grader.workbook import Progress

_WIDEST = 100
_LEAST_TITLE = 12


@dataclass(frozen=True, slots=True)
class Listing:
    """A course, what is remembered of the student, and the state of each exercise."""

    course: Course
    progress: Progress
    states: dict[str, State]

    @property
    def following(self) -> Exercise | None:
        """What to do next."""
        return next_exercise(self.course, self.states)

    @property
    def next_command(self) -> str:
        """What to type next."""
        following = self.following
        if following is None:
            return "grader submit"
        if self.progress.step(following).checked == notebook_mark(following) and self.said(following):
            return f"%check {following.id}, in your notebook"
        verb = "start" if self.states[following.id] in (State.UNTOUCHED, State.MISSING) else "check"
        return f"grader {verb} {following.id}"

    def open_needs(self, exercise: Exercise) -> list[str]:
        """Give the prerequisites that do not pass yet."""
        return [need for need in exercise.needs if self.states[need] is not State.PASSING]

    def said(self, exercise: Exercise) -> str:
        """Say how far the student is, in two words; nothing of what is not begun."""
        step = self.progress.step(exercise)
        return {
            State.MISSING: "no file",
            State.UNTOUCHED: "",
            State.STARTED: "to check",
            State.FAILING: f"{step.passed} of {step.tests} pass",
            State.PASSING: "passes",
        }[self.states[exercise.id]]


def read_listing(course: Course) -> Listing:
    """Look at the student's files and at what the last checks said of them."""
    progress = load_progress(course)
    paths = {exercise.id: own_file(exercise).path for exercise in course.exercises}
    return Listing(course, progress, {e.id: standing(e, progress, paths[e.id]) for e in course.exercises})


def course_lines(listing: Listing, width: int, encoding: str) -> Iterator[Line]:
    """Give the lines of the table, and below it what to do next.

    Args:
        width: of the terminal; 0 for as wide as the titles are.
        encoding: of the terminal; what it cannot show is replaced.
    """
    course, marks = listing.course, for_encoding(encoding)
    columns = _Columns(listing, width, encoding)
    passing = sum(state is State.PASSING for state in listing.states.values())
    heading = f"{passing} of {len(listing.states)} pass"
    yield columns.two_sides(safe_text(course.title), heading, "bold")
    for unit in course.units:
        if not unit.exercises:
            continue
        yield Line()
        yield columns.two_sides(safe_text(unit.title), _due(unit), "bold")
        for exercise in unit.exercises:
            yield columns.exercise(exercise, marks)
            if open_needs := listing.open_needs(exercise):
                yield from columns.needs(open_needs)
    yield Line()
    yield from columns.ending()


def _due(unit: Unit) -> str:
    return f"due {unit.due:%a %d %b %Y %H:%M} {unit.due.tzname()}" if unit.due else ""


class _Columns:
    """How wide each column is, for one course and one terminal."""

    def __init__(self, listing: Listing, width: int, encoding: str) -> None:
        exercises = listing.course.exercises
        self.listing, self.encoding, self.is_limited = listing, encoding, width > 0
        self.names = max((len(exercise.id) for exercise in exercises), default=0)
        self.points = max((len(short(exercise.points)) for exercise in exercises), default=0)
        self.said = max((len(listing.said(exercise)) for exercise in exercises), default=0)
        titles = max((len(safe_text(exercise.title)) for exercise in exercises), default=0)
        others = 4 + self.names + 2 + 2 + self.points + 2 + self.said
        room = min(width, _WIDEST) - others if width else titles
        self.titles = max(_LEAST_TITLE, min(titles, room))
        self.width = others + self.titles

    def line(self, *pieces: tuple[str, str]) -> Line:
        return Line(tuple((fit_encoding(text, self.encoding), style) for text, style in pieces))

    def two_sides(self, left: str, right: str, style: str) -> Line:
        if self.is_limited:
            left = _cut(left, max(_LEAST_TITLE, self.width - len(right) - 2))
        gap = " " * max(2, self.width - len(left) - len(right))
        return self.line((left, style), *([(gap + right, "dim")] if right else []))

    def exercise(self, exercise: Exercise, marks: Marks) -> Line:
        state = self.listing.states[exercise.id]
        mark, style = {
            State.PASSING: (marks.passed, "pass"),
            State.FAILING: (marks.failed, "fail"),
            State.STARTED: (marks.not_checked, "skip"),
            State.MISSING: (marks.missing, "dim"),
        }.get(state, (" ", ""))
        return self.line(
            (f"  {mark} ", style),
            (f"{exercise.id:{self.names}}  ", ""),
            (f"{_cut(safe_text(exercise.title), self.titles):{self.titles}}  ", "dim"),
            (f"{short(exercise.points):>{self.points}}  ", ""),
            (self.listing.said(exercise), style),
        )

    def needs(self, slugs: list[str]) -> Iterator[Line]:
        """Give the prerequisites, on as many lines as they take."""
        words = [slug + "," for slug in slugs[:-1]] + slugs[-1:]
        line, start = "      after", "           "
        for word in words:
            if len(line) + 1 + len(word) > max(self.width, len(start) + len(word) + 1):
                yield self.line((line, "dim"))
                line = start
            line += f" {word}"
        yield self.line((line, "dim"))

    def ending(self) -> Iterator[Line]:
        if self.listing.following is None:
            yield self.line(("Every exercise passes its visible tests; hidden ones decide the rest.", "pass"))
        yield self.line((f"Next: {self.listing.next_command}", ""))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def listing_json(listing: Listing) -> str:
    """Give the same facts for programs."""
    course, following = listing.course, listing.following
    rows = {
        "course": course.id,
        "title": course.title,
        "student": listing.progress.student,
        "next": following.id if following else None,
        "units": [
            {
                "id": unit.id,
                "title": unit.title,
                "due": unit.due,
                "exercises": [_row(listing, exercise) for exercise in unit.exercises],
            }
            for unit in course.units
        ],
    }
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode()


def _row(listing: Listing, exercise: Exercise) -> dict[str, object]:
    step = listing.progress.step(exercise)
    known = listing.states[exercise.id] in (State.PASSING, State.FAILING)
    return {
        "id": exercise.id,
        "title": exercise.title,
        "kind": exercise.kind,
        "points": short(exercise.points),
        "needs": exercise.needs,
        "needs_open": listing.open_needs(exercise),
        "state": str(listing.states[exercise.id]),
        "tests_passed": step.passed if known else None,
        "tests": step.tests if known else None,
        "hints_read": step.hints,
    }

"""What a regrade changes: for each student the points before and after, and the tests that now end otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from grader.model import Result, Status, TestResult
from grader.report.inert import fit_encoding, safe_text
from grader.report.line import Line
from grader.report.marks import Marks, for_encoding
from grader.report.numbers import short, signed

NAME_WIDTH = 24
STYLES = {"passed": "pass", "failed": "fail", "timeout": "fail", "crashed": "fail"}


@dataclass(frozen=True, slots=True)
class Change:
    """One test that ends otherwise; `before` is None for one that is new, `after` for one that is gone."""

    before: TestResult | None
    after: TestResult | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One submission, graded twice.

    Args:
        changes: tests whose outcome or points changed, in the order of the tests.
        reworded: whether anything else did: messages, details, what was printed.
    """

    before: Result
    after: Result
    changes: tuple[Change, ...]
    reworded: bool

    @property
    def counts(self) -> bool:
        """Whether the grade itself changed: points, status, or how a test ended that both times was there."""
        same = (self.before.points, self.before.status, self.before.max_points) == (
            self.after.points,
            self.after.status,
            self.after.max_points,
        )
        return not same or any(change.before and change.after for change in self.changes)

    @property
    def rise(self) -> Decimal:
        """How many points more there are; no score counts as none here."""
        return (self.after.points or Decimal(0)) - (self.before.points or Decimal(0))


def compare(before: Result, after: Result) -> Difference:
    """Give what changed between two results of one submission."""
    old, new = ({test.id: test for test in result.tests} for result in (before, after))
    changes = []
    for name in [*new, *(name for name in old if name not in new)]:
        one, other = old.get(name), new.get(name)
        if one is None or other is None or _verdict(one) != _verdict(other):
            changes.append(Change(one, other))
    reworded = (before.tests, before.message, before.seed) != (after.tests, after.message, after.seed)
    return Difference(before, after, tuple(changes), reworded)


def difference_lines(differences: Iterable[Difference], encoding: str = "utf-8") -> Iterator[Line]:
    """Give the lines that show a regrade, exercise by exercise; students whose grade stays are only counted."""
    marks = for_encoding(encoding)
    by_exercise: dict[str, list[Difference]] = {}
    for one in differences:
        by_exercise.setdefault(one.before.exercise, []).append(one)
    for exercise, found in by_exercise.items():
        yield _line(encoding, (exercise, "bold"), (f" {marks.dot} {_versions(found)}", "dim"))
        changed = [one for one in found if one.counts]
        for one in changed:
            yield from _student(one, marks, encoding)
        yield _line(encoding, (f"  {_summary(found, changed)}", "dim"))


def change_lines(difference: Difference, encoding: str = "utf-8") -> Iterator[Line]:
    """Give a line for each test that ends otherwise."""
    marks = for_encoding(encoding)
    for change in difference.changes:
        yield _change(change, marks, encoding)


def _verdict(test: TestResult) -> tuple[object, ...]:
    return test.outcome, test.points, test.max_points


def _versions(found: list[Difference]) -> str:
    before = sorted({one.before.exercise_version for one in found})
    after = found[0].after.exercise_version
    if before == [after]:
        return f"graded again, version {after}"
    return f"version {', '.join(name for name in before if name != after)} before, now {after}"


def _student(one: Difference, marks: Marks, encoding: str) -> Iterator[Line]:
    name = safe_text(one.before.student, limit=NAME_WIDTH - 1)
    points = f"{_points(one.before):>8} -> {_points(one.after):<8}"
    rise = signed(one.rise) if one.rise else ""
    style = "pass" if one.rise > 0 else "fail" if one.rise < 0 else ""
    yield _line(encoding, (f"  {name:<{NAME_WIDTH}}{points}", ""), (rise, style))
    for change in one.changes:
        yield _change(change, marks, encoding)


def _change(change: Change, marks: Marks, encoding: str) -> Line:
    before, after = (_mark(test, marks) for test in (change.before, change.after))
    test = change.after or change.before
    title = "" if test is None else safe_text(test.title or test.id, limit=200)
    style = "" if change.after is None else STYLES.get(change.after.outcome, "skip")
    note = " (new test)" if change.before is None else " (test is gone)" if change.after is None else ""
    return _line(encoding, (f"      {before} -> ", "dim"), (after, style), (f"  {title}{note}", ""))


def _mark(test: TestResult | None, marks: Marks) -> str:
    return " " if test is None else marks.of(test.outcome)


def _points(result: Result) -> str:
    if result.points is None:
        return "no score"
    return short(result.points) + (" invalid" if result.status is Status.INVALID else "")


def _summary(found: list[Difference], changed: list[Difference]) -> str:
    up, down = (sum(one.rise * sign > 0 for one in changed) for sign in (1, -1))
    reworded = sum(one.reworded and not one.counts for one in found)
    parts = [f"{len(changed)} of {len(found)} change: {up} up, {down} down, {len(changed) - up - down} alike in points"]
    if not changed:
        parts = [f"none of {len(found)} changes"]
    if reworded:
        parts.append(f"{reworded} only in words")
    return "; ".join(parts)


def _line(encoding: str, *pieces: tuple[str, str]) -> Line:
    return Line(tuple((fit_encoding(text, encoding), style) for text, style in pieces))

"""The class table on the terminal: a row for each student, a column for each exercise, then what went wrong most.

Drawn here and not by rich's Table, which needs seconds for a class of 1,000.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from grader.model import Result
from grader.report.inert import fit_encoding, safe_text
from grader.report.marks import Marks, for_encoding
from grader.report.numbers import counted, one_decimal, percent, short
from grader.report.sheet import (
    Cell,
    CourseInfo,
    Row,
    Sheet,
    Standings,
    State,
    average,
    handed_in,
    make_sheet,
)
from grader.report.trouble import Trouble, grader_failures, troubles

# What is tried to make the table fit: columns for names, letters of each part of an exercise's name; with 0 letters
# numbers stand for the exercises.
LAYOUTS = ((28, 99), (20, 99), (18, 9), (18, 7), (28, 0), (18, 0))
MOST_TROUBLES = 8
FOOT = ("average", "handed in")
GAP = "  "
NARROWEST = 20  # below that, lines are cut by the console
STYLES = {State.INVALID: "red", State.ERROR: "bold yellow", State.MISSING: "dim", State.WAITING: "cyan"}


def class_table(
    course: CourseInfo,
    results: Iterable[Result],
    students: Iterable[str] = (),
    waiting: Iterable[tuple[str, str]] = (),
    standings: Standings | None = None,
) -> ClassTable:
    """Give the class for `rich.console.Console.print`; it fits itself to the width and encoding of the terminal.

    Args:
        course: its exercises are the columns.
        results: the current one of each student and exercise.
        students: more students, who have no result.
        waiting: (student, exercise) of submissions that were taken in and not graded yet.
        standings: what counts, where it is not simply the result's points.
    """
    return ClassTable(make_sheet(course, results, students, waiting, standings))


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is drawn: lines of its heading, then a (text, style) for each row."""

    heading: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    left: bool = False

    @property
    def width(self) -> int:
        """How many columns of the terminal it needs."""
        texts = (*self.heading, *(text for text, _ in self.cells))
        return max(map(cell_len, texts))


class ClassTable:
    """A rich renderable of the class."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the table, the legend of the marks in it, and what went wrong most."""
        drawing = _Drawing(self.sheet, for_encoding(options.encoding), options.max_width)
        for line in drawing.lines():
            for text, style in line:
                yield Segment(fit_encoding(text, options.encoding), Style.parse(style) if style else None)
            yield Segment.line()


Styled = list[tuple[str, str]]


class _Drawing:
    def __init__(self, sheet: Sheet, marks: Marks, width: int) -> None:
        self.sheet, self.marks, self.width = sheet, marks, max(width, NARROWEST)
        self.exercises = [sheet.course.exercises[place] for place in sheet.begun]

    def lines(self) -> Iterator[Styled]:
        students, exercises = len(self.sheet.rows), len(self.sheet.course.exercises)
        yield [
            (safe_text(self.sheet.course.title), "bold"),
            (f" {self.marks.dot} {counted(students, 'student')}, {counted(exercises, 'exercise')}", "dim"),
        ]
        yield []
        if not self.sheet.rows:
            yield [("No submissions yet.", "")]
            return
        yield from self.table()
        yield from self.ahead()
        yield from self.legend()
        yield from self.trouble_lines()

    def table(self) -> Iterator[Styled]:
        numbers = self.total_columns()
        for room, cut in LAYOUTS:
            names = self.name_column(min(room, self.width // 3))
            columns = [self.exercise_column(number, cut) for number in range(len(self.exercises))]
            if self.needed([names, *columns, *numbers]) <= self.width:
                break
        else:  # too wide for one table: the totals come first, the exercises in tables below each other
            columns, numbers = [*numbers, *columns], []
        yield from self.blocks([names, *columns, *numbers])
        if cut == 0:
            yield []
            yield from self.key()

    def needed(self, columns: Sequence[Column]) -> int:
        return sum(column.width for column in columns) + len(GAP) * (len(columns) - 1)

    def blocks(self, columns: list[Column]) -> Iterator[Styled]:
        """Draw the columns, in several tables that begin with the names where they do not fit side by side."""
        names, *others = columns
        block = [names]
        for column in others:
            if len(block) > 1 and self.needed([*block, column]) > self.width:
                yield from self.block(block)
                yield []
                block = [names]
            block.append(column)
        yield from self.block(block)

    def block(self, columns: list[Column]) -> Iterator[Styled]:
        widths = [column.width for column in columns]
        rule: Styled = [(self.marks.rule * (sum(widths) + len(GAP) * (len(widths) - 1)), "dim")]
        height = max(len(column.heading) for column in columns)
        for level in range(height):
            padded = [("",) * (height - len(column.heading)) + column.heading for column in columns]
            yield _row([(column, (text[level], "bold")) for column, text in zip(columns, padded, strict=True)], widths)
        yield rule
        for number in range(len(columns[0].cells)):
            if number == len(self.sheet.rows):
                yield rule
            yield _row([(column, column.cells[number]) for column in columns], widths)

    def name_column(self, room: int) -> Column:
        names = [_cut(safe_text(row.student, limit=200), room, self.marks) for row in self.sheet.rows]
        cells = [*((name, "") for name in names), *((_cut(foot, max(room, 7), self.marks), "dim") for foot in FOOT)]
        return Column((_cut("student", room, self.marks),), tuple(cells), left=True)

    def exercise_column(self, number: int, cut: int) -> Column:
        cells = self.sheet.column(self.sheet.begun[number])
        mean = average(cells)
        foot = [("" if mean is None else one_decimal(mean), "dim"), (str(handed_in(cells)), "dim")]
        parts = self.exercises[number].id.split("_")
        heading = tuple(_cut(part, cut, self.marks) for part in parts) if cut else (str(number + 1),)
        return Column(heading, (*map(self.cell, cells), *foot))

    def total_columns(self) -> list[Column]:
        whole = self.sheet.points
        rows = self.sheet.rows
        mean = sum((row.total for row in rows), Decimal(0)) / len(rows)
        shares = [*(row.percent for row in rows), self.sheet.percent]
        totals = [*((self.total(row), "bold") for row in rows), (one_decimal(mean), "dim"), ("", "")]
        *percents, foot = ["" if share is None else f"{share}" for share in shares]
        return [
            Column((f"of {short(whole)}",) if whole else ("total",), tuple(totals)),
            Column(("%",), (*((text, "") for text in percents), (foot, "dim"), ("", ""))),
        ]

    def total(self, row: Row) -> str:
        return short(row.total) + (self.marks.error if row.owed else "")

    def cell(self, cell: Cell) -> tuple[str, str]:
        adjusted = self.marks.adjusted if cell.is_adjusted else ""
        if cell.state is State.GRADED and cell.points is not None:
            full, none = cell.points >= cell.max_points, cell.points == 0
            notes = (self.marks.late if cell.late_percent else "") + adjusted
            return short(cell.points) + notes, "green" if full else "red" if none else ""
        mark = {
            State.INVALID: f"{short(cell.points or cell.max_points * 0)} {self.marks.invalid}{adjusted}",
            State.ERROR: self.marks.error,
            State.WAITING: self.marks.waiting,
        }.get(cell.state, self.marks.missing)
        return mark, STYLES.get(cell.state, "")

    def key(self) -> Iterator[Styled]:
        for number, exercise in enumerate(self.exercises, 1):
            yield [(f"{number:>4}  ", "bold"), (exercise.id, ""), (f"  {safe_text(exercise.title)}", "dim")]

    def ahead(self) -> Iterator[Styled]:
        exercises = self.sheet.ahead
        if exercises:
            names = ", ".join(exercise.id for exercise in exercises)
            told = f"Not handed in by anybody, and not counted: {counted(len(exercises), 'exercise')} ({names})"
            yield []
            for line in textwrap.wrap(told, self.width, subsequent_indent="  ", break_on_hyphens=False):
                yield [(line, "dim")]

    def legend(self) -> Iterator[Styled]:
        seen = {cell.state for row in self.sheet.rows for cell in row.cells}
        meanings = {
            State.INVALID: (self.marks.invalid, "cannot be read or compiled: no points"),
            State.ERROR: (self.marks.error, "the grader failed: no score yet, and not zero"),
            State.WAITING: (self.marks.waiting, "handed in, not graded yet"),
            State.MISSING: (self.marks.missing, "not handed in"),
        }
        shown = [(STYLES[state], *meaning) for state, meaning in meanings.items() if state in seen]
        graded = [cell for row in self.sheet.rows for cell in row.cells if cell.state is State.GRADED]
        if any(cell.late_percent for cell in graded):
            shown.append(("", self.marks.late, "late: the points are what is left of those earned"))
        marked = (State.GRADED, State.INVALID)
        if any(cell.is_adjusted for row in self.sheet.rows for cell in row.cells if cell.state in marked):
            shown.append(("", self.marks.adjusted, "adjusted by hand: `grader adjust --list` says by whom and why"))
        if shown:
            yield []
        for style, mark, meaning in shown:
            yield [(f"{mark:>2}", style), (f"  {meaning}", "dim")]

    def trouble_lines(self) -> Iterator[Styled]:
        found = troubles(self.sheet)
        if found:
            yield []
            yield [("What went wrong most", "bold")]
            yield from map(self.trouble_line, found[:MOST_TROUBLES])
        results = [cell.result for row in self.sheet.rows for cell in row.cells if cell.result]
        taken = Counter(result.exercise for result in results)
        failed = grader_failures(results)
        if failed:
            yield []
            yield [(f"The grader failed for {counted(len(failed), 'submission')}", "bold yellow")]
            reasons = Counter((result.exercise, _why_ungraded(result)) for result in failed)
            for (exercise, reason), number in reasons.most_common(MOST_TROUBLES):
                start = [(f"{number:>4} of {taken[exercise]}", ""), (f"{GAP}{exercise}{GAP}", "dim")]
                indent = sum(cell_len(text) for text, _ in start)
                # Whole, however long: whoever has to mend it needs the end of it.
                first, *rest = textwrap.wrap(safe_text(reason), max(self.width - indent, 30)) or [""]
                yield [*start, (first, "")]
                yield from ([(" " * indent + line, "")] for line in rest)

    def trouble_line(self, trouble: Trouble) -> Styled:
        widest = max(len(exercise.id) for exercise in self.exercises)
        share = percent(Decimal(trouble.students), Decimal(trouble.handed_in))
        count = f"{trouble.students:>4} of {trouble.handed_in}"
        room = self.width - len(count) - widest - 2 * len(GAP)
        words = _cut(safe_text(trouble.sentence), max(room, 12), self.marks)
        style = "red" if share is not None and share >= 50 else ""
        return [(count, style), (f"{GAP}{trouble.exercise:<{widest}}{GAP}", "dim"), (words, "")]


def _row(cells: list[tuple[Column, tuple[str, str]]], widths: list[int]) -> Styled:
    pieces: Styled = []
    for (column, (text, style)), width in zip(cells, widths, strict=True):
        space = " " * (width - cell_len(text))
        pieces.append((text, style) if column.left else (space + text, style))
        pieces.append((space + GAP if column.left else GAP, ""))
    pieces.pop()
    return pieces


def _why_ungraded(result: Result) -> str:
    """Give the reason in one line, with what the check raised: whoever reads a class table may see hidden tests."""
    broken = [test for test in result.tests if test.outcome == "error"]
    reasons = [f"{test.id}: {test.detail.rstrip().rpartition(chr(10))[2] or test.message}" for test in broken]
    return "; ".join(reasons) or result.message.partition("\n")[0]


def _cut(text: str, room: int, marks: Marks) -> str:
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - len(marks.waiting)).rstrip() + marks.waiting

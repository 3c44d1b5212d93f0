"""How the points of one exercise are spread over the class, as the measures of a small bar chart.

Drawn as SVG inside the page, so that it follows the page's colours in light and dark and needs no plotting library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.report.numbers import short
from grader.report.sheet import Cell

BINS = 10
WIDTH, HEIGHT, GAP = 300, 64, 3  # of the chart, in units of its own


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `label` says in words what it counts."""

    x: float
    y: float
    width: float
    height: float
    students: int
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars, and the chart in one sentence for those who hear it."""

    bars: tuple[Bar, ...]
    sentence: str


def make_histogram(cells: Sequence[Cell], max_points: Decimal) -> Histogram:
    """Count the scored cells in ten equal ranges of points; full points are in the last."""
    counts = [0] * BINS
    for cell in cells:
        if cell.points is not None:
            counts[_bin(cell)] += 1
    highest = max(counts)
    step = WIDTH / BINS
    bars = []
    for number, students in enumerate(counts):
        height = HEIGHT * students / highest if highest else 0
        height = max(height, 2) if students else 0
        label = f"{_range(number, max_points)} points: {students}"
        bars.append(Bar(number * step, round(HEIGHT - height, 2), step - GAP, round(height, 2), students, label))
    spoken = "; ".join(bar.label for bar in bars if bar.students) or "no scores yet"
    return Histogram(tuple(bars), f"Students by points. {spoken}")


def _bin(cell: Cell) -> int:
    if cell.points is None or cell.max_points <= 0:
        return 0
    return max(0, min(BINS - 1, int(cell.points * BINS / cell.max_points)))


def _range(number: int, max_points: Decimal) -> str:
    return f"{short(max_points * number / BINS)} to {short(max_points * (number + 1) / BINS)}"

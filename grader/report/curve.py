"""A curve in words, as one line of a terminal, and as a picture for pages and notebooks.

The picture is SVG inside the page: it needs no plotting library, follows the page's colours in light and dark (those
named --accent and --bad, where the page has them), and says what it shows to those who hear it. Numbers and inert text
are all that goes into it.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence

from grader.model import Curve
from grader.report.inert import safe_text

WIDTH, HEIGHT = 440, 170  # of the picture, in units of its own
LEFT, RIGHT, TOP, BOTTOM = 68, 14, 10, 38
SPARKS = "▁▂▃▄▅▆▇█"
SPARK_WIDTH = 24
LOG_SPREAD = 1.5  # powers of ten from the least to the greatest, from which on a straight scale hides the end
MOST_TICKS = 4

Point = tuple[int, float]


def curve_words(curve: Curve) -> str:
    """Give where the curve begins and ends, what its least value is, and where it is lost: `0.69 ... 0.02`."""
    points, lost = _points(curve), _lost(curve)
    x = safe_text(curve.x)
    if not points:
        return "not one of its values is a number"
    (first, begin), (last, end) = points[0], points[-1]
    words = f"{_number(begin)} at {x} {first}, {_number(end)} at {x} {last}"
    place, least = min(points, key=lambda point: point[1])
    if least < min(begin, end):
        words += f"; least {_number(least)} at {x} {place}"
    return f"{words}; no number at {x} {lost}" if lost is not None else words


def spark_line(curve: Curve) -> str:
    """Give the curve as one line of block signs; `!` where it is no number."""
    scale = _Scale([value for _, value in _points(curve)])
    few = [curve.values[index * (len(curve.values) - 1) // (SPARK_WIDTH - 1)] for index in range(SPARK_WIDTH)]
    shown = few if len(curve.values) > SPARK_WIDTH else curve.values
    return "".join(
        "!" if value is None else SPARKS[min(int(scale.of(value) * len(SPARKS)), len(SPARKS) - 1)] for value in shown
    )


def curve_svg(curve: Curve) -> str:
    """Give the picture as an SVG element; empty where there are not two numbers to join."""
    points, lost = _points(curve), _lost(curve)
    if len(points) < 2:
        return ""
    scale = _Scale([value for _, value in points])
    begin, end = curve.places[0], max(curve.places[-1], curve.places[0] + 1)

    def across(place: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (place - begin) / (end - begin)

    def up(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - scale.of(value))

    parts = [_line(LEFT, y, WIDTH - RIGHT, y, ".18") for y in map(up, scale.ticks)]
    parts += [_label(LEFT - 6, up(tick) + 4, "end", _number(tick)) for tick in scale.ticks]
    floor = HEIGHT - BOTTOM
    parts.append(_line(LEFT, floor, WIDTH - RIGHT, floor, ".5"))
    for tick in _count_ticks(begin, end):
        parts.append(_line(across(tick), floor, across(tick), floor + 4, ".5"))
        parts.append(_label(across(tick), floor + 17, "middle", str(tick)))
    parts.append(_label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "middle", curve.x))
    y_words = f"{curve.y}, log scale" if scale.is_log else curve.y
    middle = (TOP + floor) / 2
    parts.append(_label(11, middle, "middle", y_words, f' transform="rotate(-90 11 {middle:.1f})"'))
    accent = 'style="stroke:var(--accent,#3b82c4);fill:none" stroke-width="1.8" stroke-linejoin="round"'
    for run in _runs(curve):
        dot = run * 2 if len(run) == 1 else run  # a line needs two ends
        line = " ".join(f"{across(place):.1f},{up(value):.1f}" for place, value in dot)
        parts.append(f'<polyline points="{line}" {accent} stroke-linecap="round"/>')
    if lost is not None:
        x = f"{across(lost):.1f}"
        bad = 'style="stroke:var(--bad,#c9473b)" stroke-dasharray="4 3"'
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{floor}" {bad}/>')
    said = html.escape(f"{safe_text(curve.title)}: {curve_words(curve)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}"'
        f' style="display:block;width:100%;max-width:{WIDTH}px;height:auto" font-family="system-ui,sans-serif"'
        f' font-size="11" fill="currentColor">{"".join(parts)}</svg>'
    )


class _Scale:
    """Where a value stands between the least and the greatest: 0 to 1, by its logarithm where they lie far apart."""

    def __init__(self, values: Sequence[float]) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        self.is_log = low > 0 and math.log10(high) - math.log10(low) >= LOG_SPREAD
        # Of numbers near the largest float, the distance is none: they are compared in halves.
        self._low, self._span = self._at(low), self._at(high) - self._at(low)
        self.ticks = list(self._find_ticks(low, high))

    def of(self, value: float) -> float:
        """Give the place of a value."""
        return (self._at(value) - self._low) / self._span if self._span else 0.5

    def _at(self, value: float) -> float:
        return math.log10(value) if self.is_log else value / 2

    def _find_ticks(self, low: float, high: float) -> Iterator[float]:
        """Give a few round values between the least and the greatest; those themselves where none is round."""
        if self.is_log:
            powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
            step = -(-len(powers) // MOST_TICKS) or 1
            if len(powers) >= 2:
                yield from (float(f"1e{power}") for power in powers[::step])
                return
        elif self._span and (wide := _round_step(2 * (self._span / MOST_TICKS))):
            first = math.ceil(low / wide)
            if abs(first) < 1e6:
                yield from (number * wide for number in range(first, math.floor(high / wide) + 1))
                return
        yield from sorted({low, high})


def _round_step(least: float) -> float:
    """Give the next of 1, 2, 5, 10, 20, 50 ... that is not below; 0 where there is none."""
    if not 1e-300 < least < 1e300:
        return 0.0
    power = math.floor(math.log10(least))
    return next(float(f"{digit}e{power}") for digit in (1, 2, 5, 10, 20) if float(f"{digit}e{power}") >= least * 0.999)


def _count_ticks(begin: int, end: int) -> Iterator[int]:
    step = max(1, int(_round_step((end - begin) / MOST_TICKS)))
    yield from range(-(-begin // step) * step, end + 1, step)


def _number(value: float) -> str:
    """Give a number as short as three digits allow: 0.02, 1e77."""
    return f"{value:.3g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")


def _points(curve: Curve) -> list[Point]:
    return [(place, value) for place, value in zip(curve.places, curve.values, strict=True) if value is not None]


def _lost(curve: Curve) -> int | None:
    """Give the first place without a number."""
    return next((place for place, value in zip(curve.places, curve.values, strict=True) if value is None), None)


def _runs(curve: Curve) -> Iterator[list[Point]]:
    """Give the stretches that can be drawn as one line."""
    run: list[Point] = []
    for place, value in zip(curve.places, curve.values, strict=True):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line(x1: float, y1: float, x2: float, y2: float, opacity: str) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"'
        f' stroke-opacity="{opacity}"/>'
    )


def _label(x: float, y: float, anchor: str, text: str, more: str = "") -> str:
    said = html.escape(safe_text(text))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill-opacity=".75"{more}>{said}</text>'

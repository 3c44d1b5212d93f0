"""Points on both sides of every place where a formula may change its branch.

Such a place is where the argument of |.|, sign, a logarithm or a fractional power vanishes, where the arguments of
Max or the sides of a comparison meet, and where an inverse function's argument is 1 or -1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from grader.symbolic.cells import Cells
from grader.symbolic.domains import Interval
from grader.symbolic.lines import Line
from grader.symbolic.program import Program, Slot
from grader.symbolic.sampling import as_fraction, dyadic
from grader.symbolic.signs import surely_signed
from grader.symbolic.values import Point

_INSIDE = (Fraction(7, 64), Fraction(33, 71), Fraction(59, 67))
_SUMS = {"var", "num", "const", "add", "neg"}
_MOST_CELLS = 24
_MOST_WAYS = 8
_BEYOND = (Fraction(1, 17), Fraction(37, 31), Fraction(331, 29), Fraction(9973, 11))


def points_at_breaks(
    program: Program, roots: Sequence[Slot], domains: Mapping[str, Interval], usable: Sequence[Point], deadline: float
) -> Iterator[list[Point]]:
    """Give points, piece by piece, along the axes through a few of the points that are known to be usable."""
    places = _places(program, roots)
    signed = surely_signed(program, places, domains)
    places = [place for place in places if place not in signed]
    if not places or not usable:
        return
    if len(domains) == 1:
        yield from _along_axes(program, places, domains, usable[:1], deadline)
        return
    bases = [*usable[:5], *_lowest_points(program, places, domains, usable[0], deadline)]
    found = list(_along_axes(program, places, domains, bases, deadline))
    yield from found
    if any(program.steps[place][0] != "var" for place in places):
        yield from _in_other_cells(program, places, domains, found, deadline)


def _in_other_cells(
    program: Program,
    places: Sequence[Slot],
    domains: Mapping[str, Interval],
    found: Sequence[list[Point]],
    deadline: float,
) -> Iterator[list[Point]]:
    """Go on from cell to cell: x > 100 and y > 100 is met only where the first break was passed.

    A cell is where every place has one sign. Those with signs that were seldom met come first: what holds in a
    corner of several conditions is then a few steps away, not one of all the ways to combine them.
    """
    cells = Cells(program, places)
    for point in (point for piece in found for point in piece):
        cells.enter(point)
    for _ in range(_MOST_CELLS):
        start = cells.rarest()
        if start is None:
            return
        for piece in _along_axes(program, places, domains, [start], deadline):
            if [point for point in piece if cells.enter(point)]:
                yield piece


def _along_axes(
    program: Program, places: Sequence[Slot], domains: Mapping[str, Interval], bases: Sequence[Point], deadline: float
) -> Iterator[list[Point]]:
    for base in bases:
        for name, interval in domains.items():
            line = Line(program, base, name, interval, deadline)
            own = [slot for slot in places if line.depends(slot)]
            yield from _spread(base, name, interval, line.breaks(own))


def _lowest_points(
    program: Program, places: Sequence[Slot], domains: Mapping[str, Interval], start: Point, deadline: float
) -> Iterator[Point]:
    """Go down along one axis after the other to where a place is least: x^2 + y^2 < 1e-6 lies on no line by chance."""
    for place in places:
        if {program.steps[slot][0] for slot in program.needed(place)} <= _SUMS:
            continue  # every line along one of its variables meets it
        point, moved = start, 0
        for name, interval in domains.items():
            line = Line(program, point, name, interval, deadline)
            if line.depends(place) and (x := line.lowest(place)) is not None and interval.holds(x):
                point = point | {name: dyadic(x)}
                moved += 1
        if moved > 1:
            yield point


def _places(program: Program, roots: Sequence[Slot]) -> list[Slot]:
    """Give the slots whose zeros are the breaks, innermost first."""
    found: dict[Slot, None] = {}
    for slot in program.needed(*roots):
        kind, argument = program.steps[slot]
        match kind:
            case "abs" | "sign" | "heaviside" | "log":
                found.update(dict.fromkeys(islice(_ways(program, argument), _MOST_WAYS)))
            case "pow":
                exponent_kind, exponent = program.steps[argument[1]]
                if exponent_kind != "num" or exponent.denominator != 1:
                    found[argument[0]] = None
            case "max" | "min":
                for index, first in enumerate(argument):
                    for second in argument[index + 1 :]:
                        found.update(dict.fromkeys(_meetings(program, first, second)))
            case "<" | "<=" | "==" | "!=":
                found.update(dict.fromkeys(_meetings(program, *argument)))
            case "asin" | "acos" | "atanh" | "acosh":
                found[program.add(argument, program.number(-1))] = None
                found[program.add(argument, program.number(1))] = None
    places: dict[Slot, None] = {}
    for slot in found:
        if program.steps[slot][0] not in ("num", "const", "exp") and _opposite(program, slot) not in places:
            places[slot] = None
    return list(places)


def _opposite(program: Program, slot: Slot) -> Slot:
    """Give the step that vanishes at the same places: b - a for a - b."""
    kind, argument = program.steps[slot]
    return program.add(*(program.neg(term) for term in argument)) if kind == "add" else program.neg(slot)


def _meetings(program: Program, first: Slot, second: Slot) -> Iterator[Slot]:
    """Give what vanishes where two steps meet, for each way in which they may."""
    for one in islice(_ways(program, first), _MOST_WAYS):
        for other in islice(_ways(program, second), _MOST_WAYS):
            yield program.add(one, program.neg(other))


def _ways(program: Program, slot: Slot) -> Iterator[Slot]:
    """Give a step and what it may be instead: of max(0, min(x - 1, y - 1)) a line sees only the least of the two."""
    kind, argument = program.steps[slot]
    if kind == "neg":
        yield from (program.neg(way) for way in _ways(program, argument))
        return
    yield slot
    if kind in ("max", "min"):
        for choice in argument:
            yield from _ways(program, choice)
    elif kind == "cases":
        for _, value in argument:
            yield from _ways(program, value)


def _spread(base: Point, name: str, interval: Interval, breaks: Sequence[Fraction]) -> Iterator[list[Point]]:
    """Give points in each piece between the breaks, and beyond the first and the last.

    Each variable has distances of its own, or all points beyond x > 9 and y > 9 would have x = y.
    """
    scale = 1 - Fraction(list(base).index(name) % 16, 61)
    inner = [b for b in breaks if interval.holds(b)]
    distinct: list[Fraction] = []
    for b in inner:
        if not distinct or b - distinct[-1] > max(abs(b), abs(distinct[-1])) / 10**34:
            distinct.append(b)
    if not distinct:
        return
    first, last = distinct[0], distinct[-1]
    for piece, values in (
        (Interval(interval.low, first), _beside(first, interval.low, -1, scale)),
        *((Interval(left, right), _beside(left, right, 1, scale)) for left, right in pairwise(distinct)),
        (Interval(last, interval.high), _beside(last, interval.high, 1, scale)),
    ):
        coordinates = [dyadic(value, 140) for value in values]
        # Beside 10^200 a point may be rounded into the next piece: it would say nothing of its own.
        yield [base | {name: at} for at in coordinates if piece.holds(as_fraction(at))]


def _beside(edge: Fraction, bound: Fraction | None, side: int, scale: Fraction) -> list[Fraction]:
    if bound is not None:
        return [edge + (bound - edge) * part * scale for part in _INSIDE]
    return [edge + side * part * scale for part in (*_BEYOND, abs(edge) * Fraction(1, 13), abs(edge) * 3) if part]

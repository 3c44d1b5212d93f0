"""Points on both sides of every place where a formula may change its branch.

Such a place is where the argument of |.|, sign, a logarithm or a fractional power vanishes, where the arguments of
Max or the sides of a comparison meet, and where an inverse function's argument is 1 or -1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from grader.symbolic.domains import Interval
from grader.symbolic.lines import Line
from grader.symbolic.program import Program, Slot
from grader.symbolic.sampling import dyadic
from grader.symbolic.signs import surely_signed
from grader.symbolic.values import Point

_INSIDE = (Fraction(7, 64), Fraction(33, 71), Fraction(59, 67))
_CORNERS = 12
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
    if all(program.steps[place][0] == "var" for place in places):
        return
    # x > 100 and y > 100: the second break is met only where the first was passed.
    points = [point for piece in found for point in piece]
    corners = points[:: max(1, len(points) // _CORNERS)]
    yield from _along_axes(program, places, domains, corners, deadline)


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
                found[argument] = None
            case "pow":
                exponent_kind, exponent = program.steps[argument[1]]
                if exponent_kind != "num" or exponent.denominator != 1:
                    found[argument[0]] = None
            case "max" | "min":
                for index, first in enumerate(argument):
                    for second in argument[index + 1 :]:
                        found[program.add(first, program.neg(second))] = None
            case "<" | "<=" | "==" | "!=":
                found[program.add(argument[0], program.neg(argument[1]))] = None
            case "asin" | "acos" | "atanh" | "acosh":
                found[program.add(argument, program.number(-1))] = None
                found[program.add(argument, program.number(1))] = None
    return [slot for slot in found if program.steps[slot][0] not in ("num", "const", "exp")]


def _spread(base: Point, name: str, interval: Interval, breaks: Sequence[Fraction]) -> Iterator[list[Point]]:
    """Give points in each piece between the breaks, and beyond the first and the last."""
    inner = [b for b in breaks if interval.holds(b)]
    distinct: list[Fraction] = []
    for b in inner:
        if not distinct or b - distinct[-1] > max(abs(b), abs(distinct[-1])) / 10**34:
            distinct.append(b)
    if not distinct:
        return
    pieces = [[left + (right - left) * part for part in _INSIDE] for left, right in pairwise(distinct)]
    for values in (_outside(distinct[0], interval.low, -1), *pieces, _outside(distinct[-1], interval.high, 1)):
        yield [base | {name: dyadic(value, 140)} for value in values if interval.holds(value)]


def _outside(edge: Fraction, bound: Fraction | None, side: int) -> list[Fraction]:
    if bound is not None:
        return [edge + (bound - edge) * part for part in _INSIDE]
    return [edge + side * part for part in (*_BEYOND, abs(edge) * Fraction(1, 13), abs(edge) * 3) if part]

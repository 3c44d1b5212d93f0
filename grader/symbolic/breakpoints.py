"""Points on both sides of every place where a formula may change its branch.

Such a place is where the argument of |.|, sign, a logarithm or a fractional power vanishes, where the arguments of
Max or the sides of a comparison meet, and where an inverse function's argument is 1 or -1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from time import monotonic
from typing import Any

from grader.symbolic.domains import Interval
from grader.symbolic.evaluate import Evaluator, Missing, Point
from grader.symbolic.program import Program, Slot, operands
from grader.symbolic.sampling import as_fraction, dyadic

_BITS = 120
_INSIDE = (Fraction(7, 64), Fraction(33, 71), Fraction(59, 67))
_BEYOND = (Fraction(1, 17), Fraction(37, 31), Fraction(331, 29), Fraction(9973, 11))
_GRID = sorted(
    {
        Fraction(sign * k, 37) * Fraction(10) ** e
        for sign in (1, -1)
        for e in (-3, -1, 0, 1, 3, 5)
        for k in (23, 60, 113, 240)
    }
    | {Fraction(k * 16 + 3, 32) for k in range(-16, 17)}
)


def points_at_breaks(
    program: Program, roots: Sequence[Slot], domains: Mapping[str, Interval], usable: Sequence[Point], deadline: float
) -> Iterator[Point]:
    """Give points in every piece along the axes through a few of the points that are known to be usable."""
    places = _places(program, roots)
    if not places:
        return
    for base in usable[: 1 if len(domains) == 1 else 5]:
        for name, interval in domains.items():
            line = _Line(program, base, name, interval, deadline)
            own = [slot for slot in places if line.depends(slot)]
            if not own or all(program.steps[slot] == ("var", name) for slot in own):
                if interval.holds(Fraction(0)):
                    yield from _spread(base, name, interval, [Fraction(0)] if own else [])
                continue
            yield from _spread(base, name, interval, line.breaks(own))


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


class _Line:
    """A line along one variable, the others fixed."""

    def __init__(self, program: Program, base: Point, name: str, interval: Interval, deadline: float) -> None:
        self.program, self.base, self.name, self.interval = program, base, name, interval
        self.deadline = deadline
        self.evaluator = Evaluator(program, _BITS)
        self.context = self.evaluator.context
        self._moving: dict[Slot, bool] = {}

    def depends(self, slot: Slot) -> bool:
        """Tell whether a slot changes along the line."""
        return ("var", self.name) in (self.program.steps[needed] for needed in self.program.needed(slot))

    def breaks(self, places: Sequence[Slot]) -> list[Fraction]:
        """Give where the places vanish along the line."""
        found: set[Fraction] = set()
        for place in places:
            coefficients = self.polynomial(place)
            if coefficients is not None and len(coefficients) <= 3:
                found.update(root for root in _roots(self.context, coefficients) if self.interval.holds(root))
            else:
                found.update(self._search(place, found))
        return sorted(found)

    def polynomial(self, slot: Slot) -> list[Any] | None:
        """Give the coefficients in this variable, lowest first; None where it is no polynomial of degree 2 or less."""
        known: dict[Slot, list[Any] | None] = {}
        order = self.program.needed(slot)
        fixed = self.evaluator.values([s for s in order], self.base)
        for step_slot in order:
            kind, argument = self.program.steps[step_slot]
            parts = [known.get(part) for part in operands((kind, argument))]
            value = fixed[step_slot]
            result: list[Any] | None = None
            if kind == "var" and argument == self.name:
                result = [self.context.mpf(0), self.context.mpf(1)]
            elif all(part is not None and len(part) == 1 for part in parts):
                result = None if isinstance(value, (Missing, bool)) else [value]
            elif all(part is not None for part in parts):
                result = self._combined(kind, argument, [part for part in parts if part is not None])
            known[step_slot] = result
        return known[slot]

    def _combined(self, kind: str, argument: Any, parts: list[list[Any]]) -> list[Any] | None:
        if kind == "neg":
            return [-c for c in parts[0]]
        if kind == "add":
            size = max(len(part) for part in parts)
            zero = self.context.mpf(0)
            return [sum((part[i] for part in parts if i < len(part)), zero) for i in range(size)]
        if kind == "div" and len(parts[1]) == 1 and parts[1][0]:
            return [c / parts[1][0] for c in parts[0]]
        if kind == "mul":
            product = parts[0]
            for part in parts[1:]:
                product = self._times(product, part)
                if len(product) > 3:
                    return None
            return product
        if kind == "pow" and self.program.steps[argument[1]] == ("num", Fraction(2)) and len(parts[0]) == 2:
            return self._times(parts[0], parts[0])
        return None

    def _times(self, left: list[Any], right: list[Any]) -> list[Any]:
        out = [self.context.mpf(0)] * (len(left) + len(right) - 1)
        for i, first in enumerate(left):
            for j, second in enumerate(right):
                out[i + j] += first * second
        return out

    def _search(self, place: Slot, known: set[Fraction]) -> list[Fraction]:
        """Find sign changes, and touching points, on a grid that is finer beside the breaks already known."""
        order = self.program.needed(place)

        def value(x: Fraction) -> Any:
            if monotonic() > self.deadline:
                return None
            result = self.evaluator.values(order, self.base | {self.name: dyadic(x)})[place]
            return None if isinstance(result, (Missing, bool)) or hasattr(result, "_mpc_") else result

        xs = sorted(set(self._grid(known)))
        values = [value(x) for x in xs]
        found: list[Fraction] = []
        for i in range(len(xs) - 1):
            left, right = values[i], values[i + 1]
            if (left is None) != (right is None):
                found.append(_bisect(lambda x: None if value(x) is None else 1, xs[i], xs[i + 1], left is None))
            elif left is not None and (left > 0) != (right > 0):
                found.append(_bisect(lambda x: v if (v := value(x)) is None else (v > 0), xs[i], xs[i + 1], left > 0))
            elif 0 < i and None not in (values[i - 1], left, right) and abs(left) < min(abs(values[i - 1]), abs(right)):
                low = _lowest(value, xs[i - 1], xs[i + 1])
                bottom = value(low)
                if bottom is not None and (bottom > 0) != (left > 0):
                    for a, b in ((xs[i - 1], low), (low, xs[i + 1])):
                        start = value(a)
                        found.append(
                            _bisect(
                                lambda x: v if (v := value(x)) is None else (v > 0),
                                a,
                                b,
                                start is not None and start > 0,
                            )
                        )
                elif bottom is not None:
                    found.append(low)
        return found

    def _grid(self, known: set[Fraction]) -> Iterator[Fraction]:
        low, high = self.interval.low, self.interval.high
        if low is not None and high is not None:
            yield from (low + (high - low) * Fraction(2 * k + 1, 130) for k in range(65))
        elif low is not None or high is not None:
            yield from (
                low + abs(x) if low is not None else high - abs(x)  # type: ignore[operator]
                for x in _GRID
            )
        else:
            yield from _GRID
        for center in known:
            for power in (1, 2, 3, 4, 6, 8, 10, 13):
                for side in (1, -1):
                    x = center + side * Fraction(31, 3 * 10**power)
                    if self.interval.holds(x):
                        yield x


def _bisect(state: Any, a: Fraction, b: Fraction, first: Any) -> Fraction:
    """Give where a state changes between two points."""
    for _ in range(70):
        middle = as_fraction(dyadic((a + b) / 2, 120))
        now = state(middle)
        if now == first:
            a = middle
        else:
            b = middle
    return (a + b) / 2


def _lowest(value: Any, a: Fraction, b: Fraction) -> Fraction:
    """Give about where |value| is least between two points."""
    ratio = Fraction(3819, 10000)
    for _ in range(45):
        left, right = a + (b - a) * ratio, b - (b - a) * ratio
        left, right = as_fraction(dyadic(left)), as_fraction(dyadic(right))
        at_left, at_right = value(left), value(right)
        if at_left is None or at_right is None:
            break
        if abs(at_left) < abs(at_right):
            b = right
        else:
            a = left
    return (a + b) / 2


def _roots(context: Any, coefficients: list[Any]) -> list[Fraction]:
    """Give the real roots of a polynomial of degree 2 or less."""
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    if any(hasattr(c, "_mpc_") for c in coefficients) or len(coefficients) < 2:
        return []
    if len(coefficients) == 2:
        return [_exact(-coefficients[0] / coefficients[1])]
    c, b, a = coefficients
    square = b * b - 4 * a * c
    if square < 0:
        return []
    root = context.sqrt(square)
    stable = -(b + root) / 2 if b > 0 else (root - b) / 2
    return [_exact(stable / a), *([_exact(c / stable)] if stable else [])]


def _exact(value: Any) -> Fraction:
    sign, mantissa, exponent, _ = value._mpf_
    size = min(max(int(exponent), -4000), 4000)
    return Fraction(-mantissa if sign else mantissa) * Fraction(2) ** size


def _spread(base: Point, name: str, interval: Interval, breaks: Sequence[Fraction]) -> Iterator[Point]:
    """Give points in each piece between the breaks, and beyond the first and the last."""
    inner = [b for b in breaks if interval.holds(b)]
    distinct: list[Fraction] = []
    for b in inner:
        if not distinct or b - distinct[-1] > max(abs(b), abs(distinct[-1])) / 10**28:
            distinct.append(b)
    values: list[Fraction] = []
    for left, right in zip(distinct, distinct[1:], strict=False):
        values.extend(left + (right - left) * part for part in _INSIDE)
    if distinct:
        values.extend(_outside(distinct[0], interval.low, -1))
        values.extend(_outside(distinct[-1], interval.high, 1))
    for value in values:
        if interval.holds(value):
            yield base | {name: dyadic(value, 140)}


def _outside(edge: Fraction, bound: Fraction | None, side: int) -> list[Fraction]:
    if bound is not None:
        return [edge + (bound - edge) * part for part in _INSIDE]
    return [edge + side * part for part in (*_BEYOND, abs(edge) * Fraction(1, 13), abs(edge) * 3) if part]

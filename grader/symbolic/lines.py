"""Along one variable: where an expression vanishes, changes its sign or stops having a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from time import process_time
from typing import Any

from grader.symbolic.domains import Interval
from grader.symbolic.evaluate import Evaluator
from grader.symbolic.huge import is_huge
from grader.symbolic.polynomials import Polynomials
from grader.symbolic.program import Program, Slot
from grader.symbolic.sampling import as_fraction, dyadic
from grader.symbolic.values import UNKNOWN, Missing, Point

BITS = 120
_GRID = sorted(
    {
        Fraction(sign * k, 37) * Fraction(10) ** e
        for sign in (1, -1)
        for e in (-3, -1, 0, 1, 3, 5)
        for k in (23, 60, 113, 240)
    }
    | {Fraction(k * 16 + 3, 32) for k in range(-16, 17)}
    | {Fraction(sign * 60, 37) * Fraction(10) ** e for sign in (1, -1) for e in (8, 12, 20, 40, 80, 160)}
)
_PROBES = [Fraction(side, 10**power) for power in (1, 2, 3, 4, 5, 6, 8, 10, 12) for side in (1, -1)]


class Line:
    """A line along one variable, the others fixed."""

    def __init__(self, program: Program, base: Point, name: str, interval: Interval, deadline: float) -> None:
        self.program, self.base, self.name, self.interval = program, base, name, interval
        self.deadline = deadline
        self.evaluator = Evaluator(program, BITS)
        self.context = self.evaluator.context
        self.polynomials = Polynomials(program, base, name)

    def depends(self, slot: Slot) -> bool:
        """Tell whether a slot changes along the line."""
        return ("var", self.name) in (self.program.steps[needed] for needed in self.program.needed(slot))

    def breaks(self, places: Sequence[Slot]) -> list[Fraction]:
        """Give where the places vanish along the line."""
        found: set[Fraction] = set()
        for place in places:
            roots = self.polynomials.roots(place)
            if roots is not None:
                found.update(root for root in roots if self.interval.holds(root))
            else:
                found.update(self._search(place, found))
        return sorted(found)

    def _search(self, place: Slot, known: set[Fraction]) -> list[Fraction]:
        """Find where a place changes sign, touches 0 or stops having a value, on a grid finer beside known breaks."""
        value = self.values_of(place)
        seen = [(x, value(x)) for x in sorted(set(self._grid(known)))]
        seen = [(x, result) for x, result in seen if result is not UNKNOWN]  # too large to be worked out: no word
        xs, values = [x for x, _ in seen], [result for _, result in seen]
        found: list[Fraction] = []
        for i, (left, right) in enumerate(pairwise(values)):
            if sign_of(left) != sign_of(right):
                found.append(_bisect(value, xs[i], xs[i + 1]))
            elif i and left is not None and _dips(values[i - 1], left, right):
                low = _lowest(value, xs[i - 1], xs[i + 1])
                beyond = _beyond(value, low, xs[i - 1], xs[i + 1], sign_of(left))
                if beyond is None:
                    found.append(low)
                else:
                    found += [_bisect(value, xs[i - 1], beyond), _bisect(value, beyond, xs[i + 1])]
        return found

    def values_of(self, place: Slot) -> Callable[[Fraction], Any]:
        """Give the function along the line: a real value, None where there is none, or UNKNOWN."""
        order = self.program.needed(place)

        def value(x: Fraction) -> Any:
            if process_time() > self.deadline:
                return None
            result = self.evaluator.values(order, self.base | {self.name: dyadic(x)})[place]
            return real_value(result)

        return value

    def lowest(self, place: Slot) -> Fraction | None:
        """Give about where |place| is least along the line."""
        value = self.values_of(place)
        seen = [(abs(v), x) for x in sorted(set(self._grid({Fraction(0)}))) if (v := value(x)) not in (None, UNKNOWN)]
        if not seen:
            return None
        xs = [x for _, x in seen]
        best = min(range(len(seen)), key=lambda i: seen[i][0])
        return _lowest(value, xs[max(best - 1, 0)], xs[min(best + 1, len(xs) - 1)])

    def _grid(self, known: set[Fraction]) -> Iterator[Fraction]:
        low, high = self.interval.low, self.interval.high
        if low is not None and high is not None:
            yield from (low + (high - low) * Fraction(2 * k + 1, 130) for k in range(65))
        elif low is not None or high is not None:
            yield from (
                low + abs(x) if low is not None else high - abs(x)  # type: ignore[operator]  # one of the two is there
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


def real_value(result: Any) -> Any:
    """Give what was worked out as a real value, None where there is none, or UNKNOWN."""
    if result is UNKNOWN or is_huge(result):
        return UNKNOWN
    return None if isinstance(result, (Missing, bool)) or hasattr(result, "_mpc_") else result


def sign_of(value: Any) -> int:
    """Give 1 or -1 (for 0 as well), and 0 where there is no real value."""
    return 0 if value is None or value is UNKNOWN else 1 if value > 0 else -1


def _dips(before: Any, here: Any, after: Any) -> bool:
    """Tell whether |value| has a low point here."""
    return None not in (before, after) and abs(here) < min(abs(before), abs(after))


def _beyond(value: Callable[[Fraction], Any], low: Fraction, a: Fraction, b: Fraction, state: int) -> Fraction | None:
    """Give a place at the low point, or just beside it, where the sign is another; None where it only touches 0."""
    for offset in (Fraction(0), *_PROBES):
        x = low + (b - a) * offset
        if a < x < b and sign_of(value(x)) != state:
            return x
    return None


def _middle(a: Fraction, b: Fraction) -> Fraction:
    """Give the middle of an interval, by size where its ends are of very different size."""
    if a * b > 0 and max(abs(a), abs(b)) > 1000 * min(abs(a), abs(b)):
        bits = (_size(a) + _size(b)) // 2
        return Fraction(2) ** bits * (1 if a > 0 else -1)
    return (a + b) / 2


def _size(x: Fraction) -> int:
    return abs(x.numerator).bit_length() - x.denominator.bit_length()


def _bisect(value: Callable[[Fraction], Any], a: Fraction, b: Fraction) -> Fraction:
    """Give where the sign, or having a value, changes between two points."""
    first = sign_of(value(a))
    for _ in range(75):
        middle = as_fraction(dyadic(_middle(a, b), 120))
        if sign_of(value(middle)) == first:
            a = middle
        else:
            b = middle
    return (a + b) / 2


def _lowest(value: Callable[[Fraction], Any], a: Fraction, b: Fraction) -> Fraction:
    """Give about where |value| is least between two points."""
    ratio = Fraction(3819, 10000)
    for _ in range(45):
        left, right = as_fraction(dyadic(a + (b - a) * ratio)), as_fraction(dyadic(b - (b - a) * ratio))
        at_left, at_right = value(left), value(right)
        if not {None, UNKNOWN}.isdisjoint((at_left, at_right)):
            break
        if abs(at_left) < abs(at_right):
            b = right
        else:
            a = left
    return (a + b) / 2

"""Equal, different or undecided: by values at two precisions and more, over points of every size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from time import process_time

from grader.symbolic.breakpoints import points_at_breaks
from grader.symbolic.domains import Interval
from grader.symbolic.evaluate import Evaluator
from grader.symbolic.huge import is_huge, is_ordinary
from grader.symbolic.program import Program, Slot
from grader.symbolic.sampling import as_fraction, draw_points, dyadic
from grader.symbolic.values import NOTHING, SINGULAR, Missing, Point, Value, size_of

LADDER = (170, 340, 680, 1360, 3400, 8000)  # bits: about 51, 102, 205, 409, 1023 and 2408 digits
_STRICT = 4  # points that are worked out at two precisions even when they agree at the first
_FIRST_ROUND = 24
_MOST_POINTS = 240
_NEEDED = 8


class Sight(Enum):
    """What one point shows."""

    AGREE = "agree"
    BLIND = "agree, but something was too small to be seen"
    DIFFER = "differ"
    ABSENT = "the answer has no value where the expected formula has one"
    COMPLEX = "the answer is not real where the expected formula is"
    OUTSIDE = "the expected formula has no value"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Decision:
    """What the points say, and the point at which the two differ.

    Args:
        outcome: "equal", "different" or "undecided".
        witness: a point where the two differ.
        absent: the answer has no real value there.
        met: the two have real values, and agree, at one point at least.
    """

    outcome: str
    witness: Point | None = None
    absent: bool = False
    met: bool = False


class OutOfTime(Exception):
    """The time for a decision is over."""


class Comparison:
    """Two slots of one program, looked at point by point."""

    def __init__(
        self, program: Program, answer: Slot, expected: Slot, domains: Mapping[str, Interval], deadline: float
    ) -> None:
        self.program, self.answer, self.expected = program, answer, expected
        self.domains, self.deadline = domains, deadline
        self.order = program.needed(answer, expected)
        self._evaluators: dict[int, Evaluator] = {}

    def evaluator(self, level: int) -> Evaluator:
        """Give the evaluator of one rung of the ladder."""
        if level not in self._evaluators:
            self._evaluators[level] = Evaluator(self.program, LADDER[level])
        return self._evaluators[level]

    def look(self, point: Point, *, strict: bool = False, start: int = 0) -> Sight:
        """Give what this point shows, going up in precision until it is clear."""
        gap: Value = None
        settled: Value = None
        for level in range(start, len(LADDER)):
            if process_time() > self.deadline:
                raise OutOfTime
            evaluator = self.evaluator(level)
            found = evaluator.values(self.order, point)
            a, b, lossy = found[self.answer], found[self.expected], evaluator.lossy
            early = self._without_values(a, b, evaluator, level, start)
            if early is not None:
                return early
            if isinstance(a, Missing) or isinstance(b, Missing):
                continue
            previous, gap = gap, a - b
            seen = self._compare(a, b, previous, gap, LADDER[level])
            if seen is Sight.AGREE and strict and settled is None and previous is None:
                settled = b
                continue
            if seen is Sight.AGREE and settled is not None and not _settles(settled, b):
                return Sight.UNCLEAR  # tan(pi/2): what is compared is rounding
            if seen is Sight.DIFFER and lossy and evaluator.cancelled:
                continue
            if seen is Sight.AGREE and lossy and start == len(LADDER) - 2 == level:
                continue  # tanh(1000) and 1: the finest precision may still see it
            if seen is Sight.DIFFER and hasattr(a, "_mpc_") and size_of(a.imag) > size_of(a) - 100:
                return Sight.COMPLEX
            if seen is not Sight.UNCLEAR:
                return Sight.BLIND if seen is Sight.AGREE and lossy else seen
        return Sight.UNCLEAR

    def _without_values(self, a: Value, b: Value, by: Evaluator, level: int, start: int) -> Sight | None:
        """Give what a point shows where one of the two has no real value; None where a higher precision may tell."""
        last = level >= start + 2
        if isinstance(b, Missing):
            return Sight.OUTSIDE if b is NOTHING or (b is SINGULAR and last) else None if not last else Sight.UNCLEAR
        if hasattr(b, "_mpc_"):
            return Sight.OUTSIDE if last or size_of(b.imag) > size_of(b) - 100 else None
        if a is NOTHING or (a is SINGULAR and last and not by.lossy):
            return Sight.ABSENT
        if is_huge(a) and is_ordinary(b) and last and not by.cancelled:
            return Sight.DIFFER
        return Sight.UNCLEAR if isinstance(a, Missing) and last else None

    @staticmethod
    def _compare(a: Value, b: Value, previous: Value, gap: Value, bits: int) -> Sight:
        if not gap:
            return Sight.AGREE
        size = size_of(gap)
        if size < max(size_of(a), size_of(b)) - bits * 7 // 10:
            return Sight.AGREE
        if previous is None:
            return Sight.UNCLEAR
        before = size_of(previous)
        if previous and size < before - bits // 4:
            return Sight.AGREE  # the gap shrinks with the rounding: it is rounding
        if previous and size_of(gap - previous) < size - 27:
            return Sight.DIFFER
        return Sight.UNCLEAR


def _settles(rough: Value, fine: Value) -> bool:
    """Tell whether a value stays, or shrinks to 0, at a higher precision."""
    gap = fine - rough
    return not gap or size_of(gap) < size_of(fine) - 20 or size_of(fine) < size_of(rough) - 20


class _Differs(Exception):  # a point was found: nothing else needs to be looked at
    def __init__(self, point: Point, sight: Sight) -> None:
        super().__init__(sight.value)
        self.point, self.sight = point, sight


class _Evidence:
    """What the points have shown so far; the first that refutes ends it."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.trusted = self.unclear = 0
        self.blind: list[Point] = []
        self.usable: list[Point] = []

    def take(self, point: Point, *, strict: bool = False, start: int = 0) -> Sight:
        """Look at a point and count what it shows."""
        if process_time() > self.comparison.deadline:
            raise OutOfTime
        sight = self.comparison.look(point, strict=strict, start=start)
        if sight in _REFUTING:
            raise _Differs(point, sight)
        self.trusted += sight is Sight.AGREE
        self.unclear += sight is Sight.UNCLEAR
        if sight in (Sight.AGREE, Sight.BLIND):
            self.usable.append(point)
            if sight is Sight.BLIND and not start:
                self.blind.append(point)
        return sight

    @property
    def enough(self) -> bool:
        """Tell whether so many points agree that only a change of branch can still hide a difference."""
        return self.trusted >= _NEEDED

    def everywhere(self) -> None:
        """Look at points of every size, at more of them while the formulas are seldom real."""
        for index, point in enumerate(draw_points(self.comparison.domains)):
            if index >= _MOST_POINTS or (index >= _FIRST_ROUND and self.enough):
                return
            if index >= _FIRST_ROUND and len(self.usable) >= 2 * _NEEDED:
                return
            if self.unclear >= _FIRST_ROUND // 2 and not self.usable:
                return
            self.take(point, strict=self.trusted < _STRICT)

    def sharper(self) -> None:
        """Look again, at higher precision, where something was too small to be seen."""
        for start in range(1, len(LADDER) - 1):
            for point in self.blind:
                if self.enough:
                    return
                self.take(point, start=start)

    def where_real(self) -> None:
        """Look between the places where a formula stops being real, for one that is real on a small part only."""
        starts = [point for point, _ in zip(draw_points(self.comparison.domains), range(5), strict=False)]
        points = (point for piece in self._breaks(starts) for point in piece)
        found = [point for point in points if self.take(point, strict=True) is Sight.AGREE]
        for point in found[:_NEEDED]:
            for part in (Fraction(1, 1009), Fraction(-3, 2003), Fraction(5, 4001)):
                near = {name: dyadic(as_fraction(value) * (1 + part)) for name, value in point.items()}
                self.take(near, strict=True)

    def at_breaks(self) -> bool:
        """Look at both sides of every place where a formula may change its branch; tell whether each was seen."""
        seen = [self._sees(piece) for piece in self._breaks(list(self.usable))]  # all: one may still show a difference
        return all(seen)

    def _sees(self, piece: list[Point]) -> bool:
        """Tell whether the two agree in a piece, with nothing too small to be seen at one point at least."""
        sights = [self.take(point, strict=True) for point in piece]
        if Sight.AGREE in sights or set(sights) <= {Sight.OUTSIDE}:
            return True
        blind = [point for point, sight in zip(piece, sights, strict=True) if sight is Sight.BLIND]
        return any(
            self.take(point, start=start) is Sight.AGREE for start in range(1, len(LADDER) - 1) for point in blind
        )

    def _breaks(self, starts: list[Point]) -> Iterator[list[Point]]:
        this = self.comparison
        return points_at_breaks(this.program, (this.answer, this.expected), this.domains, starts, this.deadline)


def decide(
    program: Program, answer: Slot, expected: Slot, domains: Mapping[str, Interval], deadline: float
) -> Decision:
    """Decide whether two slots of a program are equal on the domains."""
    comparison = Comparison(program, answer, expected, domains, deadline)
    evidence = _Evidence(comparison)
    try:
        evidence.everywhere()
        evidence.sharper()
        if not evidence.enough:
            evidence.where_real()
        if evidence.enough:
            return Decision("equal") if evidence.at_breaks() else Decision("undecided", met=True)
    except _Differs as found:
        return Decision("different", _plainer(comparison, found.point), found.sight is not Sight.DIFFER)
    except OutOfTime:
        return Decision("undecided", met=bool(evidence.usable))
    return Decision("undecided", met=bool(evidence.usable))


_REFUTING = (Sight.DIFFER, Sight.COMPLEX, Sight.ABSENT)
_PLAIN_VALUES = ((2, 0), (1, 0), (3, 0), (1, -1), (-1, 0), (-2, 0), (1, 1), (3, -1), (5, 0), (3, -2), (1, -2))


def _plainer(comparison: Comparison, witness: Point) -> Point:
    """Give a witness that a person can put in by hand, where one of a few is a witness too."""
    for shift in range(len(_PLAIN_VALUES)):
        point: Point = {}
        for index, (name, interval) in enumerate(comparison.domains.items()):
            values = [value for value in _PLAIN_VALUES if interval.holds(as_fraction(value))]
            if not values:
                return witness
            point[name] = values[(shift + index) % len(values)]
        try:
            if comparison.look(point) in (Sight.DIFFER, Sight.COMPLEX):
                return point
        except OutOfTime:
            break
    return witness

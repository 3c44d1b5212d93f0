"""What kind of wrong a wrong formula is: the author's own list first, then what goes wrong everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice
from time import process_time

from grader.symbolic.breakpoints import points_at_breaks
from grader.symbolic.derivative import differentiate
from grader.symbolic.domains import Interval
from grader.symbolic.evaluate import Evaluator
from grader.symbolic.program import Program, Slot
from grader.symbolic.sampling import draw_points
from grader.symbolic.values import Missing, Point, Value, size_of

_BITS = 200
_CLOSE = 100  # bits in which two values must agree
_POINTS = 6
_MOST_PIECES = 24
_ALIKE = 16
_MOST_STEPS = 200  # derivatives of larger formulas take longer than their diagnosis is worth


@dataclass(frozen=True)
class Diagnosis:
    """A kind of mistake: its stable tag and what a teacher would say."""

    tag: str
    sentence: str


SIGN = Diagnosis("sign-flipped", "The sign is wrong: this is the right formula times -1.")
CONSTANT_FACTOR = Diagnosis("constant-factor", "A constant factor is wrong or missing.")
CONSTANT_INNER = Diagnosis(
    "constant-factor",
    "A constant factor is missing: the derivative of an inner function, by which the chain rule multiplies.",
)
CONSTANT = Diagnosis("off-by-constant", "The formula is off by an added constant.")
CHAIN = Diagnosis(
    "missing-chain-factor",
    "A factor is missing: the chain rule multiplies by the derivative of every function on the way.",
)
OUTER = Diagnosis(
    "outer-only",
    "Only the outer function was differentiated: multiply by the derivative of what stands inside it.",
)
UNTOUCHED = Diagnosis(
    "not-differentiated", "This is the function itself (or its like up to a constant): its derivative is asked."
)
INTEGRATED = Diagnosis("integrated", "The function was integrated instead of differentiated.")
TWICE = Diagnosis("differentiated-twice", "This is the derivative of the right answer: differentiated once too often.")
RECIPROCAL = Diagnosis("reciprocal", "This is one over the right formula.")


class Diagnostician:
    """Looks for a relation between a wrong answer and the right one at a few points."""

    def __init__(
        self, program: Program, answer: Slot, expected: Slot, domains: Mapping[str, Interval], deadline: float
    ) -> None:
        self.program, self.answer, self.expected = program, answer, expected
        self.domains, self.deadline = domains, deadline
        self.evaluator = Evaluator(program, _BITS)
        self.points: list[Point] = []
        order = program.needed(answer, expected)
        for point, _ in zip(draw_points(domains), range(60), strict=False):
            found = self.evaluator.values(order, point)
            if not self.evaluator.lossy and _real(found[answer]) and _real(found[expected]):
                self.points.append(point)
            if len(self.points) == _POINTS:
                break
        if len(order) > _MOST_STEPS:
            return
        pieces = points_at_breaks(program, (answer, expected), domains, self.points[:1], deadline)
        for piece in islice(pieces, _MOST_PIECES):  # what holds at a few points need not hold on both sides of a break
            if process_time() > deadline:
                break
            found = self.evaluator.values(order, piece[len(piece) // 2]) if piece else {}
            if found and not self.evaluator.lossy and _real(found[answer]) and _real(found[expected]):
                self.points.append(piece[len(piece) // 2])

    def equal(self, one: Slot, other: Slot) -> bool:
        """Tell whether two slots have the same value at every point."""
        order = self.program.needed(one, other)
        seen = 0
        for point in self.points:
            found = self.evaluator.values(order, point)
            if not (_real(found[one]) and _real(found[other])):
                continue
            if not _close(found[one], found[other]):
                return False
            seen += 1
        return seen >= 3

    def same(self, one: Slot, other: Slot) -> bool:
        """Tell whether two slots are the same formula: the same values, and none at the same points."""
        order = self.program.needed(one, other)
        seen = 0
        for point, _ in zip(draw_points(self.domains), range(_ALIKE), strict=False):
            found = self.evaluator.values(order, point)
            real = _real(found[one])
            if real != _real(found[other]) or (real and not _close(found[one], found[other])):
                return False
            seen += real
        return seen >= 3

    def constant(self, slot: Slot) -> bool:
        """Tell whether a slot has one value at all points, and not 0; beside 10^100 nothing is seen to vary."""
        order = self.program.needed(slot)
        found = (self.evaluator.values(order, point)[slot] for point in self.points)
        values = [value for value in found if _real(value) and not self.evaluator.lossy]
        return len(values) >= 3 and bool(values[0]) and all(_close(values[0], value) for value in values[1:])

    def vanishes_with(self, one: Slot, other: Slot) -> bool:
        """Tell whether a slot is 0 wherever another is: only then can it be a multiple of the other."""
        order = self.program.needed(one, other)
        found = (self.evaluator.values(order, point) for point in self.points)
        return not any(_real(values[one]) and values[one] and not values[other] for values in found)

    def generic(self) -> Diagnosis | None:
        """Give what kind of mistake it is, without help from the author."""
        p, a, b = self.program, self.answer, self.expected
        if len(self.points) < 3:
            return None
        if self.equal(a, p.neg(b)):
            return SIGN
        ratio = p.put("div", (b, a))
        varies = any(kind == "var" for kind, _ in (p.steps[slot] for slot in p.needed(b)))
        multiple = self.vanishes_with(b, a)
        if varies and multiple and self.constant(ratio):
            return CONSTANT_INNER if self._is_inner_derivative(ratio) else CONSTANT_FACTOR
        if varies and self.constant(p.add(b, p.neg(a))):
            return CONSTANT
        if len(p.needed(a, b)) > _MOST_STEPS:
            return None
        for name in self.domains:
            first = differentiate(p, a, name)
            if first is None or first == p.number(0):
                continue
            if self.equal(first, b):
                return UNTOUCHED
            second = differentiate(p, first, name)
            if second is not None and self.equal(second, b):
                return INTEGRATED
        for factor, diagnosis in self._chain_factors() if multiple and not self.constant(a) else ():
            if process_time() > self.deadline:
                return None
            if self.equal(ratio, factor) or self.equal(ratio, p.neg(factor)):
                return diagnosis
        for name in self.domains:
            once = differentiate(p, b, name)
            if once is not None and self.equal(once, a):
                return TWICE
        if self.equal(p.mul(a, b), p.number(1)):
            return RECIPROCAL
        return None

    def _is_inner_derivative(self, ratio: Slot) -> bool:
        """Tell whether a constant is the derivative of what stands inside a function: the 3 of sin(3z)."""
        p = self.program
        inner = [slot for slot in _arguments(p, (self.expected, self.answer)) if not _nested(p, slot)]
        slopes = {differentiate(p, slot, name) for slot in inner for name in self.domains}
        plain = (p.number(0), p.number(1), None)
        return any(slope not in plain and self.equal(ratio, slope) for slope in slopes if slope is not None)

    def _chain_factors(self) -> Iterator[tuple[Slot, Diagnosis]]:
        """Give what the chain rule may have multiplied by: derivatives of inner functions, and the factors."""
        p = self.program
        seen: set[Slot] = {p.number(0), p.number(1), p.number(-1)}
        for inner in _arguments(p, (self.expected, self.answer)):
            for name in self.domains:
                slot = differentiate(p, inner, name)
                if slot is None or slot in seen:
                    continue
                seen.add(slot)
                yield slot, OUTER if _nested(p, inner) else CHAIN
        factors = list(_factors(p, self.expected))[:6]
        for size in range(1, len(factors)):
            for chosen in combinations(factors, size):
                slot = p.mul(*chosen)
                if slot not in seen:
                    seen.add(slot)
                    yield slot, CHAIN


def _arguments(p: Program, roots: Sequence[Slot]) -> Iterator[Slot]:
    """Give what stands inside functions, powers and denominators."""
    for slot in p.needed(*roots):
        kind, argument = p.steps[slot]
        if kind == "pow":
            yield argument[0]
            yield argument[1]
        elif kind == "div":
            yield argument[1]
        elif kind not in ("num", "const", "var", "add", "mul", "neg", "cases") and isinstance(argument, int):
            yield argument


def _nested(p: Program, slot: Slot) -> bool:
    """Tell whether a function stands inside, so that its derivative is a chain itself."""
    plain = ("num", "const", "var", "add", "mul", "neg", "pow", "div")
    return any(p.steps[needed][0] not in plain for needed in p.needed(slot))


def _factors(p: Program, slot: Slot) -> Iterator[Slot]:
    """Give the factors of a product or a quotient, powers of whole numbers taken apart once."""
    kind, argument = p.steps[slot]
    one = p.number(1)
    if kind == "mul":
        for part in argument:
            yield from _factors(p, part)
    elif kind == "neg":
        yield from _factors(p, argument)
    elif kind == "div":
        yield from _factors(p, argument[0])
        for part in list(_factors(p, argument[1])):
            yield p.put("div", (one, part))
    elif kind == "pow" and p.steps[argument[1]] in (("num", Fraction(2)), ("num", Fraction(3))):
        yield from [argument[0]] * int(p.steps[argument[1]][1])
    else:
        yield slot


def _real(value: Value) -> bool:
    return not isinstance(value, (Missing, bool)) and not hasattr(value, "_mpc_")


def _close(one: Value, other: Value) -> bool:
    gap = one - other
    return not gap or size_of(gap) < max(size_of(one), size_of(other)) - _CLOSE

"""The value of a program's steps at a point, in mpmath at a given precision, with what it is worth.

A value is an mpmath number, or one of those that are no number: NOTHING where the formula has no value (no case
holds, a complex number is compared), SINGULAR where a division by zero or a logarithm of zero came out (which may be
rounding), UNKNOWN where working it out would need numbers too large to handle, HUGE and MINUS_HUGE where it is such a
number itself (huge.py). Three flags tell what a value is worth:

    lossy      something was too small to be seen beside something else: agreement is then no evidence of equality
    cancelled  a sum came out far smaller than its terms: after a loss, what is left is worth nothing
    vanished   a positive number too small to be written stands as 0
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from grader.symbolic.arithmetic import Arithmetic
from grader.symbolic.program import Program, Slot, operands
from grader.symbolic.values import NOTHING, UNKNOWN, Missing, Point, Value, size_of, worst_missing


class Evaluator(Arithmetic):
    """Works out steps of one program at one precision."""

    def __init__(self, program: Program, bits: int) -> None:
        super().__init__(bits)
        self.program = program
        self._constants: dict[Slot, Value] = {}
        self._fixed: dict[Slot, tuple[Value, tuple[bool, bool, bool]]] = {}  # what holds no variable is worked out once
        self._moving: set[Slot] = set()

    def values(self, order: Sequence[Slot], point: Point) -> dict[Slot, Value]:
        """Give the value of every slot in `order` (a slot's operands stand before it) at a point."""
        self.lossy = self.cancelled = self.vanished = False
        found: dict[Slot, Value] = {}
        steps = self.program.steps
        for slot in order:
            kind, argument = steps[slot]
            if kind in ("num", "const"):
                found[slot] = self._constant(slot, kind, argument)
            elif kind == "var":
                mantissa, exponent = point[argument]
                found[slot] = self.context.ldexp(self.context.mpf(mantissa), exponent)
            elif slot in self._fixed:
                found[slot], flags = self._fixed[slot]
                self._add_flags(flags)
            else:
                found[slot] = self._work_out(slot, kind, argument, found)
        return found

    def _work_out(self, slot: Slot, kind: str, argument: Any, found: dict[Slot, Value]) -> Value:
        """Give the value of a step, and keep it where no variable is in it."""
        if slot in self._moving:
            return self._step(kind, argument, found)
        moving = any(
            part in self._moving or self.program.steps[part][0] == "var" for part in operands((kind, argument))
        )
        if moving:
            self._moving.add(slot)
            return self._step(kind, argument, found)
        before = (self.lossy, self.cancelled, self.vanished)
        self.lossy = self.cancelled = False
        self.vanished = any(self._fixed[part][1][2] for part in operands((kind, argument)) if part in self._fixed)
        value = self._step(kind, argument, found)
        self._fixed[slot] = value, (self.lossy, self.cancelled, self.vanished)
        self._add_flags(before)
        return value

    def _add_flags(self, flags: tuple[bool, bool, bool]) -> None:
        self.lossy |= flags[0]
        self.cancelled |= flags[1]
        self.vanished |= flags[2]

    def _constant(self, slot: Slot, kind: str, argument: Any) -> Value:
        value = self._constants.get(slot)
        if value is None:
            context = self.context
            if kind == "num":
                value = context.mpf(argument.numerator) / argument.denominator
            else:
                value = {"pi": +context.pi, "e": context.exp(1), "i": context.mpc(0, 1)}[argument]
            self._constants[slot] = value
        if (
            kind == "num"
            and max(argument.numerator.bit_length(), argument.denominator.bit_length()) > self.bits * 2 // 3
        ):
            self.lossy = True
        return value

    def _step(self, kind: str, argument: Any, found: dict[Slot, Value]) -> Value:
        if kind in self.functions:
            return self.apply(kind, found[argument])
        match kind:
            case "add":
                return self.add([found[slot] for slot in argument])
            case "mul":
                return self.mul([found[slot] for slot in argument])
            case "div":
                return self.div(found[argument[0]], found[argument[1]])
            case "pow":
                return self.power(found[argument[0]], found[argument[1]], self._exact(argument[1]))
            case "max" | "min":
                return self._extreme(kind, [found[slot] for slot in argument])
            case "cases":
                return self._cases(argument, found)
            case "<" | "<=" | "==" | "!=":
                return self._compare(kind, found[argument[0]], found[argument[1]])
            case "and" | "or" | "not":
                return _logic(kind, [found[slot] for slot in argument])
            case "truth":
                return argument
        raise TypeError(kind)

    def _exact(self, slot: Slot) -> Fraction | None:
        kind, argument = self.program.steps[slot]
        return argument if kind == "num" else None

    def _extreme(self, kind: str, values: list[Value]) -> Value:
        if (missing := worst_missing(values)) is not None:
            return missing
        if any(hasattr(value, "_mpc_") for value in values):
            return NOTHING
        return max(values) if kind == "max" else min(values)

    def _compare(self, kind: str, left: Value, right: Value) -> Value:
        if (missing := worst_missing([left, right])) is not None:
            return missing
        gap = left - right
        if not gap and self.vanished:
            return UNKNOWN
        if hasattr(gap, "_mpc_"):
            gap = self.clean(gap)
        if gap and max(size_of(left), size_of(right)) - size_of(gap) > self.bits * 4 // 5:
            return UNKNOWN  # the two differ by rounding only: either answer would be chance
        if kind in ("==", "!="):
            return bool(gap) == (kind == "!=")
        if hasattr(gap, "_mpc_"):
            return NOTHING
        return gap < 0 if kind == "<" else gap <= 0

    def _cases(self, pairs: Sequence[tuple[Slot, Slot]], found: dict[Slot, Value]) -> Value:
        for condition, value in pairs:
            holds = found[condition]
            if isinstance(holds, Missing):
                return holds
            if holds:
                return found[value]
        return NOTHING


def _logic(kind: str, values: list[Value]) -> Value:
    if kind == "not":
        return values[0] if isinstance(values[0], Missing) else not values[0]
    decisive = kind == "or"
    for value in values:
        if isinstance(value, Missing):
            return value
        if value == decisive:
            return decisive
    return not decisive

"""The value of a program's steps at a point, in mpmath at a given precision, with what it is worth.

A value is an mpmath number, or one of three that are no number: NOTHING where the formula has no value (no case
holds, a complex number is compared), SINGULAR where a division by zero or a logarithm of zero came out (which may be
rounding), UNKNOWN where working it out would need numbers too large to handle. Three flags tell what a value is worth:

    lossy      something was too small to be seen beside something else: agreement is then no evidence of equality
    cancelled  a sum came out far smaller than its terms: after a loss, what is left is worth nothing
    vanished   a positive number too small to be written stands as 0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from mpmath import MPContext

from grader.symbolic.program import Program, Slot, operands

_BIG_EXPONENT = 64  # bits in the size of an exponent: exp(10^19) is still a number for mpmath
_BIG_ANGLE = 4000  # bits in the size of an angle


class Missing(Enum):
    """What stands in the place of a value that is no number."""

    NOTHING = "nothing"
    SINGULAR = "singular"
    UNKNOWN = "unknown"


NOTHING, SINGULAR, UNKNOWN = Missing.NOTHING, Missing.SINGULAR, Missing.UNKNOWN
Value = Any  # mpf | mpc | bool | Missing; mpmath has no types
Point = dict[str, tuple[int, int]]  # variable -> (mantissa, exponent): exact at every precision


class Evaluator:
    """Works out steps of one program at one precision."""

    def __init__(self, program: Program, bits: int) -> None:
        self.program = program
        self.context = _context(bits)
        self.bits = bits
        self.blind = bits // 3  # terms this many bits apart do not see each other any more
        self.lossy = self.cancelled = self.vanished = False
        self._constants: dict[Slot, Value] = {}
        self._fixed: dict[Slot, tuple[Value, tuple[bool, bool, bool]]] = {}  # what holds no variable is worked out once
        self._moving: set[Slot] = set()
        self._functions: dict[str, Callable[[Value], Value]] = {
            name: getattr(self, f"_{name}")
            for name in ("exp", "log", "abs", "sign", "heaviside", "erf", "neg", "acos", "atan", "tanh")
        }
        for name in ("cosh", "sinh"):
            self._functions[name] = self._guarded(name, _BIG_EXPONENT)
        for name in ("cos", "sin", "tan"):
            self._functions[name] = self._guarded(name, _BIG_ANGLE)
        for name in ("asin", "asinh", "acosh", "atanh"):
            self._functions[name] = self._guarded(name, 1 << 40)

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
        function = self._functions.get(kind)
        if function is not None:
            value = found[argument]
            return value if isinstance(value, Missing) else self._clean(function(value))
        match kind:
            case "add":
                return self._add([found[slot] for slot in argument])
            case "mul":
                return self._mul([found[slot] for slot in argument])
            case "div":
                return self._div(found[argument[0]], found[argument[1]])
            case "pow":
                return self._pow(found[argument[0]], found[argument[1]], self._exact(argument[1]))
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

    def _clean(self, value: Value) -> Value:
        """Drop an imaginary part that is only rounding, so that principal values come out on the real line."""
        if isinstance(value, Missing) or not hasattr(value, "_mpc_"):
            return value
        real, imaginary = value.real, value.imag
        if not imaginary:
            return real
        if not real:
            return value
        gap = _size(real) - _size(imaginary)
        if gap > self.bits * 9 // 10:
            return real
        if -gap > self.bits * 9 // 10:
            return self.context.mpc(0, imaginary)
        return value

    def _add(self, values: list[Value]) -> Value:
        if (missing := _missing(values)) is not None:
            return missing
        sizes = [_size(value) for value in values if value]
        if sizes and max(sizes) - min(sizes) > self.blind:
            self.lossy = True
        total = values[0]
        for value in values[1:]:
            total = total + value
        if sizes and max(sizes) - _size(total) > self.blind:
            self.cancelled = True
        return self._clean(total)

    def _mul(self, values: list[Value]) -> Value:
        if (missing := _missing(values)) is not None:
            return missing
        product = values[0]
        for value in values[1:]:
            product = product * value
        return self._clean(product)

    def _div(self, over: Value, under: Value) -> Value:
        if (missing := _missing([over, under])) is not None:
            return missing
        return self._clean(over / under) if under else self._singular()

    def _singular(self) -> Missing:
        return UNKNOWN if self.vanished else SINGULAR

    def _pow(self, base: Value, power: Value, exact: Fraction | None) -> Value:
        if (missing := _missing([base, power])) is not None:
            return missing
        context = self.context
        if not base:
            return context.mpf(0) if power.real > 0 and not self.vanished else self._singular()
        if not power:
            return context.mpf(1)
        if exact == Fraction(1, 2):
            return self._clean(context.sqrt(base))
        if exact is not None and exact.denominator == 1 and abs(exact) <= 64:
            return self._clean(base ** int(exact))
        if _size(power) + max(abs(_size(base)).bit_length(), 1) > _BIG_EXPONENT:
            shrinks = not hasattr(base * power, "_mpc_") and base > 0 and (base < 1) == (power > 0)
            return self._vanishing() if shrinks else UNKNOWN
        if _size(power) < -self.blind:
            self.lossy = True
        if exact is not None and exact.denominator == 1:
            return self._clean(base ** int(exact))
        return self._clean(context.power(base, power))

    def _neg(self, value: Value) -> Value:
        return -value

    def _exp(self, value: Value) -> Value:
        size = _size(value)
        if size > _BIG_EXPONENT:
            return self._vanishing() if value.real < 0 and not hasattr(value, "_mpc_") else UNKNOWN
        if value and size < -self.blind:
            self.lossy = True
        return self.context.exp(value)

    def _vanishing(self) -> Value:
        """Give 0 for a positive number too small to be written, and note that it is not 0."""
        self.lossy = self.vanished = True
        return self.context.mpf(0)

    def _log(self, value: Value) -> Value:
        return self.context.log(value) if value else self._singular()

    def _abs(self, value: Value) -> Value:
        return abs(value)

    def _sign(self, value: Value) -> Value:
        if hasattr(value, "_mpc_"):
            return NOTHING
        return self.context.sign(value) if value or not self.vanished else UNKNOWN

    def _heaviside(self, value: Value) -> Value:
        if hasattr(value, "_mpc_"):
            return NOTHING
        if not value:
            return UNKNOWN if self.vanished else self.context.mpf(0.5)
        return self.context.mpf(1 if value > 0 else 0)

    def _erf(self, value: Value) -> Value:
        if hasattr(value, "_mpc_") or _size(value) > 16:
            return UNKNOWN
        if _size(value) > 0 and value * value * 2 > self.blind:
            self.lossy = True
        return self._tiny(value, self.context.erf(value))

    def _acos(self, value: Value) -> Value:
        if value and _size(value) < -self.blind:
            self.lossy = True
        return self.context.acos(value)

    def _atan(self, value: Value) -> Value:
        if _size(value) > self.blind:
            self.lossy = True
        if hasattr(value, "_mpc_") and not value.real and abs(value.imag) == 1:
            return SINGULAR
        return self._tiny(value, self.context.atan(value))

    def _tanh(self, value: Value) -> Value:
        if _size(value) > _BIG_EXPONENT:
            return UNKNOWN
        if abs(value.real) * 2 > self.blind:
            self.lossy = True
        return self._tiny(value, self.context.tanh(value))

    def _tiny(self, value: Value, result: Value) -> Value:
        """Note where f(x) is x to this precision."""
        if value and -2 * _size(value) > self.blind:
            self.lossy = True
        return result

    def _guarded(self, name: str, most_bits: int) -> Callable[[Value], Value]:
        function = getattr(self.context, name)
        hyperbolic = name in ("cosh", "sinh")

        def guarded(value: Value) -> Value:
            if _size(value) > most_bits:
                return UNKNOWN
            if hyperbolic and abs(value.real) * 2 > self.blind:
                self.lossy = True
            if name == "atanh" and abs(value) == 1:
                return SINGULAR
            return self._tiny(value, function(value))

        return guarded

    def _extreme(self, kind: str, values: list[Value]) -> Value:
        if (missing := _missing(values)) is not None:
            return missing
        if any(hasattr(value, "_mpc_") for value in values):
            return NOTHING
        return max(values) if kind == "max" else min(values)

    def _compare(self, kind: str, left: Value, right: Value) -> Value:
        if (missing := _missing([left, right])) is not None:
            return missing
        gap = left - right
        if not gap and self.vanished:
            return UNKNOWN
        if hasattr(gap, "_mpc_"):
            gap = self._clean(gap)
        if gap and max(_size(left), _size(right)) - _size(gap) > self.bits * 4 // 5:
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


def _missing(values: list[Value]) -> Missing | None:
    """Give the worst of what is missing; UNKNOWN first, since the others may come from it."""
    worst: Missing | None = None
    for value in values:
        if isinstance(value, Missing):
            if value is UNKNOWN:
                return value
            worst = value if worst is None or value is SINGULAR else worst
    return worst


def _size(value: Value) -> int:
    """Give about log2 |value|, very negative for 0."""
    if hasattr(value, "_mpc_"):
        (_, real, real_exp, real_bits), (_, imag, imag_exp, imag_bits) = value._mpc_
        return max(real_exp + real_bits if real else -(1 << 62), imag_exp + imag_bits if imag else -(1 << 62))
    _, mantissa, exponent, bits = value._mpf_
    return int(exponent + bits) if mantissa else -(1 << 62)


size_of = _size


@cache
def _context(bits: int) -> MPContext:
    """Give the context of one precision; making one costs as much as a decision."""
    context = MPContext()
    context.prec = bits
    return context

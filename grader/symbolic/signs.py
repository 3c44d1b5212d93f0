"""Which steps of a program are surely positive or negative, so that no branch can change there: 1 + exp(x), x^2 + 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from grader.symbolic.domains import Interval
from grader.symbolic.program import Program, Slot, operands


class Sign(Enum):
    """What is known of a step's value wherever it has one."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    ABOVE = "not negative"
    BELOW = "not positive"
    REAL = "real"
    UNKNOWN = "perhaps not real"


_OPPOSITE = {
    Sign.POSITIVE: Sign.NEGATIVE, Sign.NEGATIVE: Sign.POSITIVE, Sign.ABOVE: Sign.BELOW, Sign.BELOW: Sign.ABOVE,
}  # fmt: skip
_STRICT = (Sign.POSITIVE, Sign.NEGATIVE)
_UP, _DOWN = (Sign.POSITIVE, Sign.ABOVE), (Sign.NEGATIVE, Sign.BELOW)


def surely_signed(program: Program, slots: Iterable[Slot], domains: Mapping[str, Interval]) -> set[Slot]:
    """Give those of the slots that are positive, or negative, wherever they have a value."""
    wanted = set(slots)
    if not wanted:
        return set()
    signs: dict[Slot, Sign] = {}
    for slot in program.needed(*wanted):
        kind, argument = program.steps[slot]
        parts = [signs[part] for part in operands((kind, argument))]
        signs[slot] = _sign(program, kind, argument, parts, domains)
    return {slot for slot in wanted if signs[slot] in _STRICT}


def _sign(program: Program, kind: str, argument: Any, parts: list[Sign], domains: Mapping[str, Interval]) -> Sign:
    match kind:
        case "num":
            return Sign.POSITIVE if argument > 0 else Sign.NEGATIVE if argument < 0 else Sign.ABOVE
        case "const":
            return Sign.UNKNOWN if argument == "i" else Sign.POSITIVE
        case "var":
            return _of_interval(domains.get(argument, Interval()))
    if kind == "cases":
        values = parts[1::2]
        certain = program.steps[argument[-1][0]] == ("truth", True)
        return values[0] if certain and len(set(values)) == 1 else Sign.UNKNOWN
    if Sign.UNKNOWN in parts:
        return Sign.UNKNOWN
    match kind:
        case "neg":
            return _OPPOSITE.get(parts[0], Sign.REAL)
        case "add":
            return _of_sum(parts)
        case "mul" | "div":
            return _of_product(argument, parts)
        case "pow":
            return _of_power(program, argument, *parts)
        case "exp" | "cosh":
            return Sign.POSITIVE
        case "abs":
            return Sign.POSITIVE if parts[0] in _STRICT else Sign.ABOVE
        case "heaviside":
            return Sign.ABOVE
        case "sinh" | "tanh" | "atan" | "asinh" | "erf" | "sign":
            return parts[0]
        case "sin" | "cos" | "tan":
            return Sign.REAL
        case "log":
            return Sign.REAL if parts[0] is Sign.POSITIVE else Sign.UNKNOWN
        case "max":
            return Sign.POSITIVE if Sign.POSITIVE in parts else Sign.ABOVE if Sign.ABOVE in parts else Sign.REAL
        case "min":
            return Sign.NEGATIVE if Sign.NEGATIVE in parts else Sign.BELOW if Sign.BELOW in parts else Sign.REAL
    return Sign.UNKNOWN


def _of_interval(interval: Interval) -> Sign:
    if interval.low is not None and interval.low >= 0:
        return Sign.POSITIVE
    return Sign.NEGATIVE if interval.high is not None and interval.high <= 0 else Sign.REAL


def _of_sum(parts: list[Sign]) -> Sign:
    for side in (_UP, _DOWN):
        if all(part in side for part in parts):
            return side[0] if side[0] in parts else side[1]
    return Sign.REAL


def _of_product(factors: tuple[Slot, ...], parts: list[Sign]) -> Sign:
    if len(factors) == 2 and factors[0] == factors[1]:
        return Sign.POSITIVE if parts[0] in _STRICT else Sign.ABOVE
    if Sign.REAL in parts:
        return Sign.REAL
    even = sum(part in _DOWN for part in parts) % 2 == 0
    if all(part in _STRICT for part in parts):
        return Sign.POSITIVE if even else Sign.NEGATIVE
    return Sign.ABOVE if even else Sign.BELOW


def _of_power(program: Program, slots: tuple[Slot, Slot], base: Sign, _: Sign) -> Sign:
    if base is Sign.POSITIVE:
        return Sign.POSITIVE
    kind, exponent = program.steps[slots[1]]
    if kind != "num":
        return Sign.UNKNOWN
    if Fraction(exponent).denominator != 1:
        return Sign.ABOVE if base is Sign.ABOVE else Sign.UNKNOWN
    if exponent % 2:
        return base
    return Sign.POSITIVE if base in _STRICT else Sign.ABOVE

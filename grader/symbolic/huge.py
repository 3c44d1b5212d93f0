"""What is certain of numbers too large to be written: `9^9^9^9` is not s(1-s), whatever its digits are.

HUGE stands for a real number of more than 2^60 bits, MINUS_HUGE for a negative one. Beside them a number of at most
2^40 bits changes nothing. Each function here gives None where nothing is certain.
"""

from __future__ import annotations

from math import prod

from grader.symbolic.values import HUGE, MINUS_HUGE, Missing, Value, size_of

_FAR = 1 << 40  # bits


def is_huge(value: Value) -> bool:
    """Tell whether a value is one of the two."""
    return isinstance(value, Missing) and value in (HUGE, MINUS_HUGE)


def is_ordinary(value: Value) -> bool:
    """Tell whether a value is a real number that is nothing beside what is huge."""
    return not isinstance(value, Missing) and not hasattr(value, "_mpc_") and size_of(value) <= _FAR


def total(values: list[Value]) -> Missing | None:
    """Give a sum in which all that is huge has one sign."""
    found: set[Missing] = {value for value in values if is_huge(value)}
    if len(found) != 1 or not all(is_huge(value) or is_ordinary(value) for value in values):
        return None
    return found.pop()


def product(values: list[Value]) -> Missing | None:
    """Give a product, or a quotient by a number; of a quotient by what is huge, its sign in that way."""
    sign = prod(map(_sign, values))
    return (HUGE if sign > 0 else MINUS_HUGE) if sign else None


def grows(base: Value, exponent: Value) -> bool | None:
    """Tell whether a power is huge (True), or positive and too small to be written (False)."""
    if is_huge(exponent) and (base is HUGE or (is_ordinary(base) and base >= 2)):
        return exponent is HUGE
    if is_huge(exponent) and is_ordinary(base) and 0 < base <= 0.5:
        return exponent is MINUS_HUGE
    if base is HUGE and is_ordinary(exponent) and abs(exponent) >= 1:
        return bool(exponent > 0)
    return None


def function(name: str, value: Missing) -> Missing | None:
    """Give a function's value at what is huge."""
    if not is_huge(value):
        return None
    opposite = {HUGE: MINUS_HUGE, MINUS_HUGE: HUGE}[value]
    return {
        "neg": opposite, "abs": HUGE, "cosh": HUGE, "sinh": value, "exp": HUGE if value is HUGE else None,
    }.get(name)  # fmt: skip


def _sign(value: Value) -> int:
    if is_huge(value):
        return 1 if value is HUGE else -1
    if not is_ordinary(value) or size_of(value) < -_FAR:  # 0 among them
        return 0
    return 1 if value > 0 else -1

"""Values of formulas: mpmath's numbers, and what stands where there is none."""

from __future__ import annotations

from enum import Enum
from typing import Any


class Missing(Enum):
    """What stands in the place of a value that is no number."""

    NOTHING = "nothing"
    SINGULAR = "singular"
    UNKNOWN = "unknown"
    HUGE = "too large to be written, and positive"
    MINUS_HUGE = "too large to be written, and negative"


NOTHING, SINGULAR, UNKNOWN = Missing.NOTHING, Missing.SINGULAR, Missing.UNKNOWN
HUGE, MINUS_HUGE = Missing.HUGE, Missing.MINUS_HUGE
Value = Any  # mpf | mpc | bool | Missing; mpmath has no types
Point = dict[str, tuple[int, int]]  # variable -> (mantissa, exponent): exact at every precision


def worst_missing(values: list[Value]) -> Missing | None:
    """Give the worst of what is missing; UNKNOWN first, since the others may come from it."""
    worst: Missing | None = None
    for value in values:
        if isinstance(value, Missing):
            if value in (UNKNOWN, HUGE, MINUS_HUGE):
                return UNKNOWN
            worst = value if worst is None or value is SINGULAR else worst
    return worst


def size_of(value: Value) -> int:
    """Give about log2 |value|, very negative for 0."""
    if hasattr(value, "_mpc_"):
        (_, real, real_exp, real_bits), (_, imag, imag_exp, imag_bits) = value._mpc_
        return max(real_exp + real_bits if real else -(1 << 62), imag_exp + imag_bits if imag else -(1 << 62))
    _, mantissa, exponent, bits = value._mpf_
    return int(exponent + bits) if mantissa else -(1 << 62)

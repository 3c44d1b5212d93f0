"""Foreign values as short, inert text: cut to a length, control characters escaped, no method of theirs called."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.numeric.closeness import Mask, Numbers

LONGEST = 60
LINES = 5
_TYPE_NAME = type.__dict__["__name__"]  # the slot itself: a metaclass cannot stand in for it


def type_name(value: Any) -> str:
    """Give the name of the value's type, as inert text."""
    return shown_text(_TYPE_NAME.__get__(type(value)), quotes=False)


def shown_text(text: str, *, quotes: bool = True) -> str:
    """Give text with everything that is not printable escaped, cut to a line's part."""
    cut = text[:LONGEST]
    inert = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in cut)
    dots = "..." if len(text) > LONGEST else ""
    return f"'{inert}{dots}'" if quotes else f"{inert}{dots}"


def shown_number(value: Any) -> str:
    """Give a number with the digits that tell it from its neighbours."""
    if isinstance(value, int) and not isinstance(value, bool):
        digits = int(value).bit_length() // 3
        return str(int(value)) if digits <= LONGEST else f"an integer of about {digits} digits"
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float) and plain.is_integer() and abs(plain) < 1e15:
        return f"{plain:.1f}"  # 3.0, not 3: the type may be what is wrong
    return f"{plain:.12g}" if isinstance(plain, float | complex) else str(plain)[:LONGEST]


def shown_shape(shape: tuple[int, ...]) -> str:
    """Give a shape as Python writes it; that of a single number is said in words."""
    if not shape:
        return "a single number"
    return f"shape {shape}" if len(shape) <= 8 else f"shape ({shape[0]}, {shape[1]}, ... {len(shape)} axes)"


def shown_differences(actual: Numbers, expected: Numbers, right: Mask) -> str:
    """Give the first wrong entries, yours beside the expected, a line each."""
    if not actual.ndim:
        return f"yours {shown_number(actual[()])}, expected {shown_number(expected[()])}"
    wrong = np.flatnonzero(~right.reshape(-1))
    lines = [f"{wrong.size} of {actual.size} entries are wrong"]
    for flat in wrong[:LINES]:
        place = tuple(int(i) for i in np.unravel_index(int(flat), actual.shape))
        index = ", ".join(str(i) for i in place)
        lines.append(f"[{index}] yours {shown_number(actual[place])}, expected {shown_number(expected[place])}")
    if wrong.size > LINES:
        lines.append("...")
    return "\n".join(lines)

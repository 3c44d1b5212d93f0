"""Points as an instructor types them."""

from __future__ import annotations

import re
from decimal import Decimal

from grader.errors import UsageError

MOST = Decimal(1_000_000)
_PLAIN = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,2})?")


def read_points(text: str, *, signed: bool = False) -> Decimal:
    """Give the points that a text means, exactly.

    Args:
        text: a number with at most two decimals.
        signed: whether it may be below zero, as what is added may.

    Raises:
        UsageError: it is no such number, or beyond a million.
    """
    text = text.strip()
    if not _PLAIN.fullmatch(text):
        raise UsageError(f"{text!r} is not a number of points: write one such as 7.5, with at most two decimals")
    points = Decimal(text)
    if not signed and points < 0:
        raise UsageError(f"points are not below 0: found {text}; to take some off, use --add -2")
    if abs(points) > MOST:
        raise UsageError(f"{text} is too much: at most {MOST:,} points")
    return points.quantize(Decimal("0.01"))

"""Where a variable lives: the whole real line, or an interval that the exercise declares."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from grader.errors import UsageError


@dataclass(frozen=True, slots=True)
class Interval:
    """An open interval; None is no bound."""

    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """Tell whether a value lies strictly inside."""
        return (self.low is None or value > self.low) and (self.high is None or value < self.high)

    def draw(self, random: Random, scale: str) -> Fraction:
        """Give a value inside; `scale` is near, unit, middle, wide, far or remote."""
        size = _sizes(random, scale)
        if self.low is None and self.high is None:
            return -size if random.random() < 0.5 and scale != "unit" else size
        if self.low is None or self.high is None:
            start = self.low if self.low is not None else self.high
            assert start is not None
            return start + size if self.low is not None else start - size
        width = self.high - self.low
        if scale in ("near", "far"):
            edge = width * _sizes(random, "near")
            return self.low + edge if scale == "near" else self.high - edge
        return self.low + width * Fraction(random.uniform(0.02, 0.98))


def _sizes(random: Random, scale: str) -> Fraction:
    match scale:
        case "near":
            return Fraction(10 ** -random.uniform(2, 6))
        case "unit":
            return Fraction(random.uniform(0.05, 0.95))
        case "middle":
            return Fraction(random.uniform(0.3, 3.2))
        case "wide":
            return Fraction(random.uniform(3, 12))
        case "far":
            return Fraction(10 ** random.uniform(1.3, 3))
    return Fraction(10 ** random.uniform(3, 7))


_WORDS = {
    "real": Interval(), "reals": Interval(), "positive": Interval(low=Fraction(0)),
    "nonnegative": Interval(low=Fraction(0)), "negative": Interval(high=Fraction(0)),
    "unit": Interval(Fraction(0), Fraction(1)), "probability": Interval(Fraction(0), Fraction(1)),
}  # fmt: skip


def read_domain(name: str, declared: object) -> Interval:
    """Give the interval that an author declares: (0, 1), "0:1", "positive", or None for the real line."""
    if declared is None:
        return Interval()
    if isinstance(declared, Interval):
        return declared
    if isinstance(declared, str) and declared.strip() in _WORDS:
        return _WORDS[declared.strip()]
    ends: Sequence[object] | None = None
    if isinstance(declared, str):
        ends = re.split(r"\s*[:,]\s*", declared.strip().strip("()[]"))
    elif isinstance(declared, (tuple, list)):
        ends = declared
    if ends is None or len(ends) != 2:
        raise UsageError(f"domain of {name}: found {declared!r}, expected two ends such as (0, 1)")
    low, high = (_bound(name, end) for end in ends)
    if low is not None and high is not None and low >= high:
        raise UsageError(f"domain of {name}: found {declared!r}, which holds no interval")
    return Interval(low, high)


def _bound(name: str, end: object) -> Fraction | None:
    if end is None:
        return None
    text = str(end).strip().lower()
    if text.lstrip("+-") in ("", "inf", "infinity", "oo", "∞", "none"):
        return None
    if isinstance(end, (int, float, Fraction, Decimal)) and math.isfinite(end):
        return Fraction(text) if isinstance(end, float) else Fraction(end)
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"domain of {name}: found {end!r}, expected a number, or nothing for no bound") from None


def read_domains(variables: Sequence[str], declared: Mapping[str, object] | None) -> dict[str, Interval]:
    """Give every variable's interval."""
    for name in declared or {}:
        if name not in variables:
            raise UsageError(f"domain of {name}: no such variable; the variables are {', '.join(variables)}")
    return {name: read_domain(name, (declared or {}).get(name)) for name in variables}

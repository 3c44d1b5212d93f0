"""The points at which formulas are compared: the same ones every time, of every size, none of them special.

A special point (an integer, 0, where a denominator vanishes) can neither prove nor refute: two formulas may agree on
all integers, and may differ in a single point without being different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

from grader.symbolic.domains import Interval
from grader.symbolic.values import Point

SEED = 20_261_005
_SCHEDULE = (
    "unit",
    "middle",
    "middle",
    "wide",
    "middle",
    "unit",
    "middle",
    "middle",
    "near",
    "far",
    "wide",
    "unit",
    "near",
    "middle",
    "far",
    "remote",
    "wide",
    "middle",
    "near",
    "middle",
    "wide",
    "far",
    "remote",
    "unit",
)


def draw_points(domains: Mapping[str, Interval]) -> Iterator[Point]:
    """Give points without end; the first two dozen cover every size, and both signs where both are allowed."""
    random = Random(SEED)  # noqa: S311 - the same answer must be judged the same way every time
    for index in range(1_000_000):
        scale = _SCHEDULE[index % len(_SCHEDULE)]
        point: Point = {}
        for name, interval in domains.items():
            own = scale if len(domains) == 1 or index < 8 or random.random() < 0.5 else random.choice(_SCHEDULE)
            value = interval.draw(random, own)
            if interval == Interval() and own != "unit" and len(domains) == 1:
                value = abs(value) * (1 if index % 2 else -1)
            point[name] = dyadic(value)
        yield point


def dyadic(value: Fraction, bits: int = 80) -> tuple[int, int]:
    """Give a number near `value` as mantissa and power of two, exact at every precision that is used."""
    if not value:
        return 0, 0
    exponent = value.numerator.bit_length() - value.denominator.bit_length() - bits
    scaled = value * Fraction(2) ** -exponent
    return round(scaled), exponent


def as_fraction(coordinate: tuple[int, int]) -> Fraction:
    """Give the number that a coordinate stands for."""
    mantissa, exponent = coordinate
    return Fraction(mantissa) * Fraction(2) ** exponent

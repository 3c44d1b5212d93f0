"""Numbers as text: points exactly, without float noise; how many there are of something."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

# Python's own, written out: in a kernel the student's cells may have set another for numbers of theirs.
USUAL = Context(
    prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, clamp=0,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)  # fmt: skip

CENT = Decimal("0.01")
TENTH = Decimal("0.1")


def two_decimals(points: Decimal) -> str:
    """Give points for files: always two decimals, half up."""
    return f"{points.quantize(CENT, ROUND_HALF_UP, USUAL):f}"


def one_decimal(points: Decimal) -> str:
    """Give an average for people: always one decimal, half up."""
    return f"{points.quantize(TENTH, ROUND_HALF_UP, USUAL):f}"


def short(points: Decimal) -> str:
    """Give points for people: `8`, `7.5`, `7.25`."""
    text = two_decimals(points)
    return text.rstrip("0").rstrip(".")


def signed(points: Decimal) -> str:
    """Give a change of points for people: `+2`, `-0.5`."""
    return f"{'+' if points >= 0 else ''}{short(points)}"


def fraction_text(points: Fraction) -> str:
    """Give a test's points exactly: as a decimal where there is one (`0.3`), else as a fraction (`1/3`)."""
    rest = points.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(points)
    return f"{USUAL.divide(Decimal(points.numerator), Decimal(points.denominator)):f}"


def counted(number: int, noun: str) -> str:
    """Give how many there are of something: `1 student`, `2 students`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give the share in whole percent, half up; None of nothing."""
    return None if whole == 0 else (part * 100 / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)

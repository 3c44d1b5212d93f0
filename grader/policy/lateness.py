"""How late something is, and what that costs; exact, to the microsecond and the hundredth of a point.

A day is what a calendar calls one: handed in at the hour of the due date on the next day is one day late, in the
course's time zone, also where the clock is put forward or back between the two.

    due            due + grace        due + 1 day + grace        due + 2 days + grace
     |--- on time ------|------- 1 day ---------|-------- 2 days ---------|------ ...
                        the moment itself still counts as before it
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from grader.course import Late

CENT = Decimal("0.01")
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many days were begun after the grace, and how many hundredths of the points that costs."""

    days: int = 0
    percent: Decimal = Decimal(0)


def late_by(submitted_at: datetime, due: datetime | None, late: Late, zone: tzinfo) -> Lateness:
    """Give how late a submission is.

    Args:
        submitted_at: aware.
        due: aware; None is never late.
        late: the course's rule.
        zone: in which days are counted.
    """
    if due is None:
        return Lateness()
    moment = submitted_at.astimezone(UTC)
    if moment <= _deadline(due, 0, late, zone):
        return Lateness()
    # A day has 23 to 25 hours, so this is near, and the loop makes it exact.
    days = max(1, (moment - due.astimezone(UTC) - timedelta(minutes=late.grace_minutes)).days - 1)
    while moment > _deadline(due, days, late, zone):
        days += 1
    return Lateness(days, _cost(days, late))


def points_after(points: Decimal, percent: Decimal) -> Decimal:
    """Give the points that are left when lateness has cost `percent` of them, in hundredths, half up."""
    return (points * (WHOLE - percent) / WHOLE).quantize(CENT, rounding=ROUND_HALF_UP)


def _deadline(due: datetime, days: int, late: Late, zone: tzinfo) -> datetime:
    """Give the last moment that is `days` late; the last that a calendar has where it would lie beyond."""
    try:
        local = due.astimezone(zone) + timedelta(days=days)  # the same hour on a later day
        return local.astimezone(UTC) + timedelta(minutes=late.grace_minutes)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _cost(days: int, late: Late) -> Decimal:
    if late.max_days is not None and days > late.max_days:
        if late.after_max_days == "zero":
            return WHOLE
        days = late.max_days
    return min(WHOLE, late.percent_per_day * days)

"""Dates and times as an instructor types them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from grader.errors import UsageError

_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_moment(text: str, zone: tzinfo) -> datetime:
    """Give the aware time that a text means: `2026-10-12T23:59`, `2026-10-12 23:59:30+02:00`, `2026-10-12` (its end).

    Args:
        text: as typed; without an offset it is meant in `zone`.
        zone: the course's.

    Raises:
        UsageError: it is none of these.
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
        if _DATE_ONLY.fullmatch(text):
            moment = moment.replace(hour=23, minute=59, second=59)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is not a date and time: write 2026-10-12 or 2026-10-12T23:59") from None
    return moment


def days_after(due: datetime, days: int, zone: tzinfo) -> datetime:
    """Give the same hour so many days later, in the course's time zone.

    Raises:
        UsageError: no calendar reaches so far.
    """
    try:
        return (due.astimezone(zone) + timedelta(days=days)).astimezone(UTC).astimezone(zone)
    except OverflowError:
        raise UsageError(f"{days} days are more than a calendar has") from None

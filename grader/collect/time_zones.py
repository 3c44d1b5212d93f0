"""What the letters behind a time mean: nbgrader's exchange writes those of its own setting, `CET` or `PDT`.

Several zones may have the same letters (`CST` is Chicago's, Shanghai's and Havana's). The course's own zone decides;
where it has other letters, they are read only if all the world means the same.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones


def from_letters(moment: datetime, letters: str, course_zone: tzinfo) -> datetime | None:
    """Give a moment without a zone as one in UTC; None where it is not sure which is meant.

    Args:
        letters: behind it, as `strftime("%Z")` gives them, or a zone's whole name.
        course_zone: the course's own.
    """
    if letters in {"UTC", "GMT", "Z"}:
        return moment.replace(tzinfo=UTC)
    try:
        meant = _offsets([moment], letters, [course_zone])
        if not meant:
            meant = {*_in_all_the_world(letters, moment.year)}
        if not meant and letters in _zones():
            meant = {moment.replace(tzinfo=_zones()[letters]).utcoffset() or timedelta(0)}
        return moment.replace(tzinfo=UTC) - meant.pop() if len(meant) == 1 else None
    except OverflowError:
        return None


def _offsets(moments: Iterable[datetime], letters: str, zones: Iterable[tzinfo]) -> set[timedelta]:
    """Give the offsets that these letters have somewhere at these times of the place, also when clocks are set back."""
    places = (
        moment.replace(tzinfo=zone, fold=fold) for zone, moment, fold in itertools.product(zones, moments, (0, 1))
    )
    return {there.utcoffset() or timedelta(0) for there in places if there.tzname() == letters}


@functools.lru_cache(maxsize=1000)  # a class's folders all ask the same
def _in_all_the_world(letters: str, year: int) -> frozenset[timedelta]:
    """Give the offsets that letters have somewhere in a year.

    In summer PST is Manila's alone, and yet who writes it means Los Angeles: the whole year has to agree.
    """
    months = [datetime(year, month, 15) for month in (1, 4, 7, 10)]
    return frozenset(_offsets(months, letters, _zones().values()))


@functools.cache
def _zones() -> dict[str, ZoneInfo]:
    return {name: ZoneInfo(name) for name in sorted(available_timezones())}

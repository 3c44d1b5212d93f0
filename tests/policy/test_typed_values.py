"""Points and times as instructors type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grader.errors import UsageError
from grader.policy import days_after, read_moment, read_points

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("text", "points"), [("8", "8.00"), (" 7.5 ", "7.50"), ("+1", "1.00"), ("0", "0.00")])
def test_points_are_exact(text, points):
    """What is typed is what is kept, in hundredths."""
    assert str(read_points(text)) == points


@pytest.mark.parametrize(
    "text", ["", "ten", "1,5", "nan", "inf", "1e3", "0x10", "1_000", "7.555", "--1", "1 2", "９", "9" * 13, "1000001"]
)
def test_what_is_no_number_of_points_is_told(text):
    """A sentence, never another number than the one that was meant."""
    with pytest.raises(UsageError):
        read_points(text, signed=True)


def test_points_below_zero_can_only_be_added():
    """Points are not below zero; what is added may be."""
    assert str(read_points("-2", signed=True)) == "-2.00"
    with pytest.raises(UsageError, match="--add -2"):
        read_points("-2")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-12", "2026-10-12T21:59:59+00:00"),
        ("2026-10-12T23:59", "2026-10-12T21:59:00+00:00"),
        ("2026-10-12 23:59:30", "2026-10-12T21:59:30+00:00"),
        ("2026-10-12T23:59:00Z", "2026-10-12T23:59:00+00:00"),
        ("2026-10-12T23:59:00-07:00", "2026-10-13T06:59:00+00:00"),
    ],
)
def test_a_moment_is_meant_in_the_zone_of_the_course(text, moment):
    """Without an offset it is the course's own time; a date alone is its end."""
    assert read_moment(text, BERLIN).astimezone(UTC) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("text", ["", "tomorrow", "12.10.2026", "2026-13-01", "2026-10-12T25:00", "0001-01-01T00:00"])
def test_what_is_no_moment_is_told(text):
    """A sentence that shows how to write one."""
    with pytest.raises(UsageError, match="2026-10-12T23:59"):
        read_moment(text, ZoneInfo("Asia/Tokyo"))


def test_days_after_keep_the_hour():
    """Three days after is the same hour, also where the clock is changed in between."""
    due = datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN)

    assert days_after(due, 3, BERLIN).isoformat() == "2026-10-27T23:59:00+01:00"
    with pytest.raises(UsageError):
        days_after(due, 10**9, BERLIN)

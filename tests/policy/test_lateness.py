"""What lateness costs: boundaries to the microsecond, calendars with odd days, exact arithmetic."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import Late
from grader.policy import late_by, points_after

LATE = Late(grace_minutes=10, percent_per_day=Decimal(10), max_days=5)
DUE = datetime(2026, 10, 5, 23, 59, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def days_and_percent(submitted_at, due=DUE, late=LATE, zone=UTC):
    found = late_by(submitted_at, due, late, zone)
    return found.days, str(found.percent)


@pytest.mark.parametrize(
    ("after", "days", "percent"),
    [
        (timedelta(days=-4000), 0, "0"),
        (timedelta(0), 0, "0"),
        (timedelta(seconds=1), 0, "0"),
        (timedelta(minutes=10), 0, "0"),
        (timedelta(minutes=10) + INSTANT, 1, "10"),
        (timedelta(minutes=10, seconds=1), 1, "10"),
        (timedelta(days=1), 1, "10"),
        (timedelta(days=1, minutes=10), 1, "10"),
        (timedelta(days=1, minutes=10) + INSTANT, 2, "20"),
        (timedelta(days=1, minutes=10, seconds=1), 2, "20"),
        (timedelta(days=4, minutes=10, seconds=1), 5, "50"),
        (timedelta(days=5, minutes=10), 5, "50"),
        (timedelta(days=5, minutes=10, seconds=1), 6, "50"),
        (timedelta(days=400), 400, "50"),
    ],
)
def test_days_begin_where_the_grace_ends(after, days, percent):
    """A moment belongs to the time before it; what is later than `max_days` costs no more than that."""
    assert days_and_percent(DUE + after) == (days, percent)


def test_nothing_is_late_without_a_due_date():
    """No due date, no lateness, whatever the rule."""
    assert days_and_percent(datetime(2999, 1, 1, tzinfo=UTC), due=None) == (0, "0")


@pytest.mark.parametrize(("after_days", "percent"), [(2, "20"), (3, "100"), (300, "100")])
def test_a_course_may_refuse_what_is_too_late(after_days, percent):
    """With `after_max_days: zero` nothing is left of what comes after the last day."""
    late = Late(percent_per_day=Decimal(10), max_days=2, after_max_days="zero")

    assert days_and_percent(DUE + timedelta(days=after_days), late=late)[1] == percent


def test_without_a_last_day_the_cost_grows_until_nothing_is_left():
    """`max_days` left out is no limit; more than everything is not taken."""
    late = Late(percent_per_day=Decimal("33.4"))

    assert [days_and_percent(DUE + timedelta(days=days), late=late)[1] for days in (1, 2, 3, 4)] == [
        "33.4", "66.8", "100", "100",
    ]  # fmt: skip


def test_no_rule_costs_nothing():
    """A course without a late rule takes everything for its full points."""
    assert days_and_percent(DUE + timedelta(days=3), late=Late()) == (3, "0")


@pytest.mark.parametrize(
    ("due", "handed_in", "days"),
    [
        # The clock goes back in the night after the due date: that day has 25 hours.
        ("2026-10-24T23:59", "2026-10-25T23:58", 1),
        ("2026-10-24T23:59", "2026-10-26T00:10", 2),
        # The clock goes forward: 23 hours.
        ("2026-03-28T23:59", "2026-03-29T23:58", 1),
        ("2026-03-28T23:59", "2026-03-30T00:10", 2),
        # Due in the hour that comes twice, and a day before the hour that never comes.
        ("2026-10-25T02:30", "2026-10-26T02:29", 1),
        ("2026-03-28T02:30", "2026-03-29T03:29", 1),
        ("2026-03-28T02:30", "2026-03-29T03:41", 2),
    ],
)
def test_a_day_is_what_the_calendar_calls_one(due, handed_in, days):
    """The same hour on the next day is one day late, also across the change of the clocks."""
    zone = ZoneInfo("Europe/Berlin")
    moments = [datetime.fromisoformat(text).replace(tzinfo=zone) for text in (handed_in, due)]

    assert days_and_percent(*moments, zone=zone)[0] == days


def test_the_zone_of_the_submission_does_not_matter():
    """The same instant is as late, wherever it was written down."""
    moment = DUE + timedelta(hours=30)
    zones = [UTC, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14)), ZoneInfo("Asia/Kathmandu")]

    assert len({days_and_percent(moment.astimezone(zone)) for zone in zones}) == 1


def test_a_long_grace_is_no_late_day():
    """A grace of a week puts off the first day by a week."""
    late = Late(grace_minutes=7 * 24 * 60, percent_per_day=Decimal(10))

    assert days_and_percent(DUE + timedelta(days=7), late=late)[0] == 0
    assert days_and_percent(DUE + timedelta(days=7, seconds=1), late=late)[0] == 1
    assert days_and_percent(DUE + timedelta(days=9, seconds=1), late=late)[0] == 3


def test_the_ends_of_the_calendar_are_no_error():
    """A due date in the year 9999 and a submission of the year 1 are dates like others."""
    last, first = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)

    assert days_and_percent(last, due=last - timedelta(hours=30))[0] == 2
    assert days_and_percent(first, due=last) == (0, "0")
    assert days_and_percent(last, due=datetime(2026, 1, 1, tzinfo=UTC))[1] == "50"


@given(
    seconds=st.integers(-(10**7), 10**8),
    grace=st.integers(0, 100_000),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_later_never_costs_less(seconds, grace, zone):
    """A second later is as late or a day later, in every zone; before the grace ends it is never late."""
    late = Late(grace_minutes=grace, percent_per_day=Decimal(1))
    where = ZoneInfo(zone)
    moment = DUE + timedelta(seconds=seconds)
    days = late_by(moment, DUE, late, where).days

    assert (days == 0) == (seconds <= 60 * grace)
    assert late_by(moment + timedelta(seconds=1), DUE, late, where).days - days in (0, 1)
    assert abs(days - max(0, seconds - 60 * grace) / 86400) <= 2


@pytest.mark.parametrize(
    ("points", "percent", "left"),
    [
        ("10.00", "0", "10.00"),
        ("8.50", "20", "6.80"),
        ("0.30", "10", "0.27"),
        ("0.05", "10", "0.05"),  # 0.045, half up
        ("6.67", "10", "6.00"),  # 6.003
        ("3.33", "33.3", "2.22"),  # 2.22111
        ("1.15", "50", "0.58"),  # 0.575; a float would give 0.57
        ("10.00", "100", "0.00"),
        ("0.00", "50", "0.00"),
        ("999999.99", "0.01", "999899.99"),  # 999899.990001
    ],
)
def test_points_are_rounded_once_half_up(points, percent, left):
    """Exact decimals until the last step, then hundredths, half up."""
    assert str(points_after(Decimal(points), Decimal(percent))) == left

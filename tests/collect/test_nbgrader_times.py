"""When something was handed in, by the times that nbgrader writes: in any time zone, or in none that is sure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grader.collect import collect_submissions, time_zones
from grader.collect.nbgrader_layout import read_stamp
from grader.collect.time_zones import _offsets

SLUGS = ["neuron_output"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-05 20:00:00.5 UTC\n", datetime(2026, 10, 5, 20, 0, 0, 500000, tzinfo=UTC)),
        ("2026-10-05 20:00:00", datetime(2026, 10, 5, 20, 0, 0, tzinfo=UTC)),
        ("2026-10-05T20:00:00+02:00", datetime(2026, 10, 5, 18, 0, 0, tzinfo=UTC)),
        ("2026-10-05 20:00:00 -0500", datetime(2026, 10, 6, 1, 0, 0, tzinfo=UTC)),
        ("2026-10-05 20:00:00 Europe/Berlin", datetime(2026, 10, 5, 18, 0, 0, tzinfo=UTC)),
        ("2026-13-05 20:00:00 UTC", None),
        ("0001-01-01 00:00:00 +2300", None),
        ("9999-12-31 23:00:00 EST", None),
        ("2026-10-05 20:00:00 +99:99", None),
        ("2026-10-05 20:00:00 Nowhere/Land", None),
        ("", None),
    ],
)
def test_stamp(text, expected):
    """The times of nbgrader are read; one that cannot be is no time at all."""
    assert read_stamp(text) == expected


@pytest.mark.parametrize(
    ("letters", "month", "zone", "hour"),
    [
        ("CET", 1, "UTC", 11),
        ("CEST", 7, "UTC", 10),
        ("EDT", 7, "UTC", 16),
        ("JST", 7, "America/Chicago", 3),
        ("PST", 1, "America/Los_Angeles", 20),
        ("PST", 7, "Asia/Manila", 4),
        ("CST", 1, "America/Chicago", 18),
        ("CST", 1, "Asia/Shanghai", 4),
        ("IST", 7, "Asia/Kolkata", 6),
        ("IST", 7, "Europe/Dublin", 11),
    ],
)
def test_letters_of_a_time_zone(letters, month, zone, hour):
    """What the course's own zone means by them, or else all the world."""
    read = read_stamp(f"2026-{month:02}-05 12:00:00.000000 {letters}", ZoneInfo(zone))

    assert read is not None
    assert (read.day, read.hour) == (5, hour)


@pytest.mark.parametrize("letters", ["CST", "IST", "PST"])
@pytest.mark.parametrize("month", [1, 7])
def test_letters_of_several_time_zones(letters, month):
    """They are no time where the course is in none of them."""
    assert read_stamp(f"2026-{month:02}-05 12:00:00 {letters}") is None


def test_hour_that_is_there_twice():
    """When clocks are set back the letters tell which of the two it was."""
    first, second = (
        read_stamp(f"2026-10-25 02:30:00 {letters}", ZoneInfo("Europe/Berlin")) for letters in ("CEST", "CET")
    )

    assert (first, second) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_exchange_in_another_time_zone(make_tree):
    """Folders whose times have letters of the course's zone are attempts in their order; unsure ones are told."""
    names = {
        "ada+unit+2026-10-05 23:00:00.1 CEST+a": "1",
        "ada+unit+2026-10-05 21:30:00.1 UTC+b": "2",
        "bob+unit+2026-10-05 21:30:00.1 IST+c": "3",
    }
    files = {f"{name}/neuron_output.py": f"x = {text}\n" for name, text in names.items()}
    files |= {f"{name}/submission_secret.txt": "s" for name in names}

    intake = collect_submissions([make_tree("inbound", files)], SLUGS, course_zone=ZoneInfo("Europe/Berlin"))

    when = {one.content: one.submitted_at for one in intake.submissions}
    assert when[b"x = 1\n"] == datetime(2026, 10, 5, 21, 0, 0, 100000, tzinfo=UTC)
    assert when[b"x = 2\n"] == datetime(2026, 10, 5, 21, 30, 0, 100000, tzinfo=UTC)
    (told,) = intake.not_understood
    assert told.path == "inbound/bob+unit+2026-10-05 21:30:00.1 IST+c"
    assert "`timezone` in course.yaml decides what its letters mean" in told.reason


def test_the_world_is_asked_once_for_a_class(monkeypatch):
    """Six hundred zones for each of a thousand folders would take seconds."""
    asked = []
    monkeypatch.setattr(time_zones, "_offsets", lambda *about: asked.append(about[1]) or _offsets(*about))

    times = {read_stamp(f"2031-03-{day:02}T12:00:00 AEDT") for day in range(1, 29)}

    assert None not in times
    assert len(asked) <= 28 + 1  # the course's own zone each time, the world once

"""Times that students choose at the ends of the calendar, which some time zones' calendars have no more."""

import json
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.collect import pack_submission
from grader.collect.entries import from_seconds, in_utc
from grader.collect.nbgrader_layout import read_stamp

ENDS = ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59"]
ZONES = [timezone(timedelta(hours=hours)) for hours in (-14, 14)]


@pytest.mark.parametrize("time", ENDS)
def test_manifest_of_such_a_time_is_none(time, files, tmp_path, make_zip, take, pairs, reasons):
    """What lies beside it is taken in like any other file, with a time that everybody's calendar has."""
    packed = tmp_path / "packed" / "eve.zip"
    packed.parent.mkdir()
    pack_submission(files, "eve", packed, datetime(2026, 10, 5, tzinfo=UTC), "course")
    with zipfile.ZipFile(packed) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | {"submitted_at": time}).encode()
    make_zip("class/eve.zip", members)
    make_zip("class/ada.zip", {"backprop.py": "ada's"})

    intake = take(tmp_path / "class")

    assert ("ada", "backprop", b"ada's") in pairs(intake)
    assert {one.student for one in intake.submissions} == {"ada", "eve"}
    assert "is not a manifest that `grader submit` wrote" in reasons(intake).values()
    assert [one.submitted_at.astimezone(zone).year for one in intake.submissions for zone in ZONES]


@pytest.mark.parametrize("seconds", [-62_135_596_800, 253_402_300_799])
def test_file_in_an_archive_of_such_a_time_has_the_archive_s(seconds, tmp_path, make_tar, take):
    """It is no time at all."""
    member = tarfile.TarInfo("ada/backprop.py")
    member.size, member.mtime = 1, seconds

    (found,) = take(make_tar("class.tar", [member])).submissions

    assert [found.submitted_at.astimezone(zone).year for zone in ZONES]
    assert from_seconds(seconds) is None


@pytest.mark.parametrize("time", ENDS)
def test_stamp_of_such_a_time_is_none(time):
    """It is read from nbgrader's files and from Gradescope's."""
    assert read_stamp(time) is None
    assert in_utc(datetime.fromisoformat(time)) is None

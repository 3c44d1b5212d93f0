"""What cannot be packed is said at once; what was packed is whole, the same each time, and opens anywhere."""

import os
import stat
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.collect import pack_submission
from grader.errors import IntakeError, UsageError

NOW = datetime(2026, 10, 5, 21, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
COURSE = "deep-learning-foundations"


@pytest.mark.parametrize("student", ["", " ", "a/b", "..", ".x", "a\nb", "x" * 101, "a\0b", "\ud800"])
def test_student_name_that_cannot_be_one(student, files, tmp_path):
    """A name that `collect` would refuse is refused before anything is written."""
    with pytest.raises(UsageError, match="names no student"):
        pack_submission(files, student, tmp_path / "hw.zip", NOW, COURSE)

    assert not (tmp_path / "hw.zip").exists()


def test_nothing_to_hand_in(tmp_path):
    """No file at all is a usage error."""
    with pytest.raises(UsageError, match="no file"):
        pack_submission({}, "ada", tmp_path / "hw.zip", NOW, COURSE)


@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "large", "loop"])
def test_file_that_cannot_be_handed_in(what, files, tmp_path):
    """The student hears at once of a file that could not be taken in, and nothing is written."""
    path = tmp_path / "backprop.py"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "large":
        path.write_bytes(bytes((1 << 20) + 1))
    elif what == "loop":
        path.symlink_to(path)
    with pytest.raises(IntakeError, match=r"backprop\.py"):
        pack_submission(files | {"backprop": path}, "ada", tmp_path / "hw.zip", NOW, COURSE)

    assert not (tmp_path / "hw.zip").exists()


def test_students_own_link_may_be_packed(files, tmp_path, take, pairs):
    """A student who keeps a link to the real file hands in the file."""
    (tmp_path / "backprop.py").symlink_to(files["backprop"])
    pack_submission({"backprop": tmp_path / "backprop.py"}, "ada", tmp_path / "hw.zip", NOW, COURSE)

    assert pairs(take(tmp_path / "hw.zip")) == [("ada", "backprop", b"b")]


@pytest.mark.parametrize("destination", ["nowhere/hw.zip", "file/hw.zip", "file"])
def test_destination_that_cannot_be_written(destination, files, tmp_path):
    """A place that is not there, or is a file, ends with a sentence and leaves nothing."""
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(IntakeError, match="cannot be written"):
        pack_submission(files, "ada", tmp_path / destination, NOW, COURSE)

    assert sorted(tmp_path.rglob("*")) == before


def test_packing_again_replaces_the_zip_whole(files, tmp_path, take):
    """A second zip at the same place replaces the first; no other file is left beside it."""
    (tmp_path / "out").mkdir()
    pack_submission(files, "ada", tmp_path / "out/hw.zip", NOW, COURSE)
    pack_submission(files, "ada", tmp_path / "out/hw.zip", NOW + timedelta(days=1), COURSE)

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["hw.zip"]
    assert take(tmp_path / "out/hw.zip").submissions[0].submitted_at == NOW + timedelta(days=1)


def test_same_submission_dropped_twice_is_one(files, tmp_path, take):
    """Packing the very same thing at the very same time changes nothing."""
    first = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)
    second = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)

    assert first == second
    assert len(take(tmp_path / "drop").receipts) == 1


def test_half_written_drop_is_not_collected(files, tmp_path, take, pairs):
    """A folder that `submit` has not finished is passed over until it has its name."""
    receipt = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)
    receipt.location.rename(receipt.location.with_name(f".{receipt.location.name}.0123.partial"))
    pack_submission(files, "bob", tmp_path / "drop", NOW, COURSE)

    assert {student for student, _, _ in pairs(take(tmp_path / "drop"))} == {"bob"}


def test_zip_is_one_that_any_program_opens(files, tmp_path):
    """The zip passes the standard library's test, names lie at its top, and modes are ordinary."""
    pack_submission(files, "ada", tmp_path / "hw.zip", NOW, COURSE)
    with zipfile.ZipFile(tmp_path / "hw.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "backprop.py", "neuron_output.py"]
        assert all(stat.S_ISREG(member.external_attr >> 16) for member in archive.infolist())


def test_same_input_gives_the_same_bytes(files, tmp_path):
    """Nothing but the arguments decides what is in a zip."""
    for name in ("one.zip", "two.zip"):
        pack_submission(files, "ada", tmp_path / name, NOW, COURSE)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("year", [1970, 1979, 1980, 2107, 2200])
def test_clock_that_is_wrong(year, files, tmp_path, take):
    """A machine whose clock is far off can still hand in."""
    now = datetime(year, 1, 1, tzinfo=UTC)
    pack_submission(files, "ada", tmp_path / "hw.zip", now, COURSE)

    assert take(tmp_path / "hw.zip").submissions[0].submitted_at == now


def test_time_without_a_zone_is_our_mistake(files, tmp_path):
    """A naive time is refused, for nobody could say when it was."""
    with pytest.raises(ValueError, match="aware"):
        pack_submission(files, "ada", tmp_path / "hw.zip", datetime(2026, 1, 1), COURSE)

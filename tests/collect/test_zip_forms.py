"""Zip files as honest programs write them: every form, encoding and time is read."""

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest
from zip_bytes import HONEST, build, info, patch_central, rename


@pytest.mark.parametrize("after", [b"\0", b"garbage" * 100, b"PK\x05\x06", b"PK\x05\x06" + bytes(18), b"\n" * 60000])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\nself-extracting\n", b"PK"])
def test_data_before_and_after(before, after, zip_of, take, pairs):
    """What stands around a zip does not matter, so long as its end can be found."""
    assert pairs(take(zip_of(before + build([("ada/backprop.py", b"honest")]) + after))) == [HONEST]


def test_comment(zip_of, take, pairs):
    """A comment, even one that looks like an end, does not matter."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("ada/backprop.py", b"honest")
        archive.comment = b"PK\x05\x06" + b"x" * 1000

    assert pairs(take(zip_of(target.getvalue()))) == [HONEST]


def test_empty_zip(zip_of, take):
    """A zip with nothing in it is no error."""
    assert take(zip_of(build([]))).submissions == ()


def test_streamed_zip_with_sizes_behind_the_data(zip_of, take, pairs):
    """A zip written to a pipe, with the sizes behind the data, is an ordinary zip."""

    class Pipe(io.RawIOBase):
        def __init__(self):
            self.parts = []

        def writable(self):
            return True

        def write(self, data):
            self.parts.append(bytes(data))
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/backprop.py", b"honest")

    assert pairs(take(zip_of(b"".join(pipe.parts)))) == [HONEST]


def test_sixty_four_bit_zip(tmp_path, take, pairs):
    """A zip in the 64-bit form is an ordinary zip."""
    target = tmp_path / "class.zip"
    with zipfile.ZipFile(target, "w") as archive, archive.open("ada/backprop.py", "w", force_zip64=True) as member:
        member.write(b"honest")
    assert pairs(take(target)) == [HONEST]

    data = target.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<2L", data, at + 12)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    target.write_bytes(data[:at] + end64 + locator + end)
    assert pairs(take(target)) == [HONEST]


@pytest.mark.parametrize(("raw", "utf8_flag", "student"), [
    ("José".encode(), True, "José"), ("José".encode(), False, "José"), ("José".encode("cp437"), False, "José"),
    ("Jose\u0301".encode(), False, "José"), ("李雷".encode(), True, "李雷"),
])  # fmt: skip
def test_names_in_every_encoding(raw, utf8_flag, student, zip_of, take, pairs):
    """Names as Windows, macOS and Linux write them are one name."""
    mark = b"N" * len(raw)
    data = rename(build([(mark.decode() + "/backprop.py", b"x")]), mark, raw)
    flags = struct.pack("<H", 0x800 if utf8_flag else 0)
    data = data[:6] + flags + data[8:]
    intake = take(zip_of(patch_central(data, raw, 8, flags)))

    assert pairs(intake) == [(student, "backprop", b"x")]


def test_name_that_is_not_what_its_flag_says(zip_of, take, pairs):
    """One name that is marked as UTF-8 and is not costs itself, not the archive."""
    data = rename(build([("NN/backprop.py", b"x"), ("ada/backprop.py", b"honest")]), b"NN/", b"\xff\xfe/")
    intake = take(zip_of(patch_central(data, b"\xff\xfe/", 8, struct.pack("<H", 0x800))))

    assert pairs(intake) == [HONEST]
    assert len(intake.not_understood) == 1


def test_backslashes_of_old_windows_programs(zip_of, take, pairs):
    """A path separated with backslashes is a path."""
    assert pairs(take(zip_of(build([("class\\ada\\backprop.py", b"honest")])))) == [HONEST]


def test_time_is_the_members_own(zip_of, take):
    """A submission's time is its member's, taken as UTC, to the zip's two seconds."""
    [submission] = take(
        zip_of(build([(info("ada/backprop.py", date_time=(2026, 9, 30, 23, 59, 58)), b"x")]))
    ).submissions

    assert submission.submitted_at == datetime(2026, 9, 30, 23, 59, 58, tzinfo=UTC)


def test_time_in_utc_where_the_zip_has_it(zip_of, take):
    """Programs that also write the time in UTC are believed over the zone-less one."""
    member = info("ada/backprop.py")
    member.extra = struct.pack("<2HBl", 0x5455, 5, 1, 1_790_000_000)
    [submission] = take(zip_of(build([(member, b"x")]))).submissions

    assert submission.submitted_at == datetime.fromtimestamp(1_790_000_000, UTC)


@pytest.mark.parametrize("raw", [bytes(4), b"\xff" * 4, b"\0\0\x20\x5d"])
def test_impossible_time_falls_back_on_the_archives(raw, zip_of, take):
    """A date that no calendar has is replaced by the archive's own time."""
    source = zip_of(patch_central(build([("ada/backprop.py", b"x")]), b"ada/backprop.py", 12, raw))
    [submission] = take(source).submissions

    assert submission.submitted_at.tzinfo is UTC
    assert submission.submitted_at.year >= 2026

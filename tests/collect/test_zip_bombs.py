"""Zip files that want more than their place: bombs, quoted and shared bytes, sizes that lie, too many entries."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from zip_bytes import HONEST, build, info, patch_central

from grader.collect import sources
from grader.collect.entries import Caps, Content, Refusal, caps_for_class
from grader.collect.zip_archive import ZipArchive

NOW = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize(("limit", "fits"), [(1000, True), (999, False)])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_size_limit_is_exact(compression, limit, fits, zip_of, take, unreadable):
    """A member of exactly the limit is taken, one byte more is not."""
    intake = take(zip_of(build([("eve/backprop.py", b"#" * 1000)], compression)), max_bytes=limit)

    assert (unreadable(intake) == {}) is fits


def test_bomb_is_refused_by_what_it_says(zip_of, take, pairs, unreadable):
    """Fifty megabytes of nothing are not unpacked."""
    intake = take(zip_of(build([("eve/backprop.py", bytes(50 << 20)), ("ada/backprop.py", b"honest")])))

    assert pairs(intake) == [HONEST]
    assert "larger than 1 MiB" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("claimed", [0, 1, 100, 1 << 20])
def test_bomb_that_lies_about_its_size(claimed, zip_of, take, pairs, unreadable):
    """A member that unpacks to more than it says is damaged, and is unpacked no further than it says."""
    data = build([("eve/backprop.py", bytes(5 << 20)), ("ada/backprop.py", b"honest")])
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", 24, struct.pack("<L", claimed))))

    assert pairs(intake) == [HONEST]
    assert "damaged" in unreadable(intake)["eve", "backprop"]


def test_members_that_share_their_bytes(zip_of, take, pairs, unreadable):
    """A bomb that uses one member's bytes many times over is refused, the rest is not."""
    data = build([(f"s{number}/backprop.py", b"#" * 1000) for number in range(5)] + [("ada/backprop.py", b"honest")])
    for number in range(1, 5):
        data = patch_central(data, b"s%d/backprop.py" % number, 42, bytes(4))
    intake = take(zip_of(data))

    assert pairs(intake) == [HONEST]
    assert len(unreadable(intake)) == 5


def test_quoted_bomb(zip_of, take, pairs, unreadable):
    """A member whose bytes include other members' headers is refused."""
    data = build([("eve/backprop.py", b""), ("eva/backprop.py", b"x = 1"), ("ada/backprop.py", b"honest")], 0)
    inner = data[data.index(b"PK\x03\x04", 4) : data.index(b"PK\x03\x04", data.index(b"ada/backprop.py") - 30)]
    for offset, number in ((16, zlib.crc32(inner)), (20, len(inner)), (24, len(inner))):
        data = patch_central(data, b"eve/backprop.py", offset, struct.pack("<L", number))
    intake = take(zip_of(data))

    assert pairs(intake) == [HONEST]
    assert set(unreadable(intake)) == {("eve", "backprop"), ("eva", "backprop")}


@pytest.mark.parametrize("packed", [1 << 20, 0x7FFFFFFF, 0xFFFFFFFF])
def test_member_that_claims_to_reach_over_others(packed, zip_of, take, pairs, unreadable):
    """A member that says it is longer than the archive does not take the ones behind it along."""
    data = build([("eve/backprop.py", b"x = 1"), ("ada/backprop.py", b"honest")])
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", 20, struct.pack("<L", packed))))

    assert pairs(intake) == [HONEST]
    assert list(unreadable(intake)) == [("eve", "backprop")]


@pytest.mark.parametrize("field", range(4))
@pytest.mark.parametrize("lie", [0, 1, 1 << 31, 1 << 40, 1 << 62, (1 << 64) - 1])
def test_sixty_four_bit_lies(field, lie, zip_of, take):
    """Counts, sizes and places of 64 bits that are wrong are no more than a sentence."""
    data = build([("ada/backprop.py", b"honest")])
    at = data.rindex(b"PK\x05\x06")
    numbers = [1, 1, *struct.unpack_from("<2L", data, at + 12)]
    numbers[field] = lie
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *numbers)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    intake = take(zip_of(data[:at] + end64 + locator + end))

    assert len(intake.submissions) + len(intake.not_understood) <= 1


def test_sixty_four_bit_sizes_of_a_member_that_lie(zip_of, take, pairs, unreadable):
    """A member that claims to be huge or far away in its 64-bit field costs itself."""
    for size, packed, place in ((1 << 63, 5, 0), (5, 1 << 63, 0), (5, 5, (1 << 64) - 1), (5, 5, 1 << 62)):
        member = info("eve/backprop.py")
        member.extra = struct.pack("<2H3Q", 1, 24, size, packed, place)
        data = build([(member, b"x = 1"), ("ada/backprop.py", b"honest")], zipfile.ZIP_STORED)
        for offset in (20, 24, 42):
            data = patch_central(data, b"eve/backprop.py", offset, b"\xff" * 4)
        intake = take(zip_of(data))

        assert HONEST in pairs(intake) or ("ada", "backprop") in unreadable(intake)
        assert ("eve", "backprop") in unreadable(intake)


def test_too_many_entries(zip_of, take, pairs, monkeypatch):
    """Of an archive with more entries than are read the first are taken, and the rest is told."""
    monkeypatch.setattr(sources, "caps_for_class", lambda size: replace(caps_for_class(size), entries=1000))
    members = [("ada/backprop.py", b"honest"), *((f"eve/{number}", b"") for number in range(1001))]
    intake = take(zip_of(build(members)))

    assert pairs(intake) == [HONEST]
    assert any("1,000 entries" in row.reason for row in intake.not_understood)
    assert len(intake.not_understood) < 100


@pytest.mark.parametrize("around", ["", "class/"])
def test_one_student_takes_nobody_else_s_place(around):
    """Who packs more than is taken in loses of their own, wherever it lies in the archive."""
    files = [(f"{around}mallory/{number}/backprop.py", bytes(900)) for number in range(20)]
    files += [(f"{around}{student}/backprop.py", bytes(1000)) for student in ("ada", "zed")]
    archive = ZipArchive(io.BytesIO(build(files)), "class", "class.zip: ", NOW, Caps(100, 1 << 20, 4500))
    read = {entry.path[-2]: isinstance(content, Content) for entry, content in archive.read(archive.entries, 1000)}

    assert len(read) == 22
    assert read["ada"]
    assert read["zed"]
    assert sum(read.values()) == 5


def test_what_is_taken_from_one_archive_has_an_end():
    """Past its cap nothing more is unpacked, and every file that is not says so."""
    data = build([(f"s{number}/backprop.py", bytes(1000)) for number in range(10)])
    archive = ZipArchive(io.BytesIO(data), "class", "class.zip: ", NOW, Caps(100, 1 << 20, 4500))
    contents = [content for _, content in archive.read(archive.entries, 1000)]

    assert sum(isinstance(content, Content) for content in contents) == 5
    assert all("unpacks to more" in content.reason for content in contents if isinstance(content, Refusal))


def test_caps_leave_room_for_a_class_and_not_for_a_bomb():
    """A class of ten thousand fits; a small archive never unpacks to what would fill a machine."""
    assert caps_for_class(20 << 20).taken_bytes > 300 << 20
    assert caps_for_class(20 << 20).entries == 100_000
    assert caps_for_class(1 << 20).taken_bytes < 200 << 20
    assert caps_for_class(1 << 40).taken_bytes <= 1 << 30

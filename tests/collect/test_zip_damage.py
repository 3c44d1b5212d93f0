"""Zip files that are damaged or differ in their two lists: what is whole is taken, what is not is told."""

import stat
import struct
import zipfile

import pytest
from zip_bytes import HONEST, build, info, patch_central, rename

from grader.collect import collect_submissions


@pytest.mark.parametrize("side", ["central", "local"])
def test_two_headers_with_two_names(side, zip_of, take, pairs, unreadable, reasons):
    """A member whose two names differ is not read under either."""
    data = build([("eve/backprop.py", b"1"), ("ada/backprop.py", b"honest")])
    data = rename(data, b"eve/backprop.py", b"eva/backprop.py", central=side == "central", local=side == "local")
    intake = take(zip_of(data))

    assert pairs(intake) == [HONEST]
    [sentence] = unreadable(intake).values()
    assert "one name in the archive's list and another" in sentence


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2001])
def test_encrypted_member(flag, zip_of, take, pairs, unreadable):
    """A member with a password is told apart from a damaged one."""
    data = build([("eve/backprop.py", b"secret"), ("ada/backprop.py", b"honest")])
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", 8, struct.pack("<H", flag))))

    assert pairs(intake) == [HONEST]
    assert "without a password" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_told(compression, zip_of, take, pairs, unreadable):
    """Packing that is not read here says what to do."""
    intake = take(zip_of(build([(info("eve/backprop.py", compress_type=compression), b"1" * 50)])))

    assert pairs(intake) == []
    assert "the ordinary way" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 95, 98, 99, 65535])
def test_made_up_methods(method, zip_of, take, unreadable):
    """Any number of a method is no more than a sentence."""
    data = build([("eve/backprop.py", b"1")])
    data = data[:8] + struct.pack("<H", method) + data[10:]
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", 10, struct.pack("<H", method))))

    assert len(unreadable(intake)) == 1


@pytest.mark.parametrize(("offset", "raw"), [
    (16, b"\1\2\3\4"), (20, b"\xff\xff\xff\x7f"), (42, b"\xff\xff\xff\x7f"), (20, bytes(4)),
    (24, b"\5\0\0\0"), (20, b"\xff\xff\xff\xff"), (24, b"\xff\xff\xff\xff"), (42, b"\xff\xff\xff\xff"),
])  # fmt: skip
def test_damaged_record_costs_its_own_member(offset, raw, zip_of, take, pairs, unreadable):
    """A wrong checksum, size or place in one record is one unreadable submission."""
    data = build([("ada/backprop.py", b"honest"), ("eve/backprop.py", b"x = 1\n" * 9)])
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", offset, raw)))

    assert pairs(intake) == [HONEST]
    assert list(unreadable(intake)) == [("eve", "backprop")]


def test_damaged_data(zip_of, take, pairs, unreadable):
    """Bytes that do not unpack are one unreadable submission."""
    data = bytearray(build([("eve/backprop.py", b"x = 1\n" * 90), ("ada/backprop.py", b"honest")]))
    data[45:55] = b"\xff" * 10
    intake = take(zip_of(bytes(data)))

    assert pairs(intake) == [HONEST]
    assert "damaged in the archive" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("keep", [4, 30, 100, 0.5, -1, -22, -23])
def test_cut_off_archive_is_a_line(keep, zip_of, take, pairs):
    """A zip without its end is listed, and nothing is guessed from what is left."""
    data = build([(f"s{number}/backprop.py", b"x = 1") for number in range(50)])
    end = int(len(data) * keep) if isinstance(keep, float) else keep
    intake = take(zip_of(data[:end]))

    assert pairs(intake) == []
    [row] = intake.not_understood
    assert row.path == "class.zip"
    assert "damaged zip file" in row.reason


def test_cut_off_archive_in_a_folder(tmp_path, make_tree, zip_of, take, pairs, reasons):
    """A student's broken archive costs nobody else anything."""
    make_tree("class", {"ada/backprop.py": "honest", "eve.zip": build([("backprop.py", b"1")])[:50]})
    make_tree("class", {"cy.zip": b"garbage", "dan.tar.gz": b"\x1f\x8bgarbage", "fay.zip": b""})
    intake = take(tmp_path / "class")

    assert pairs(intake) == [HONEST]
    assert set(reasons(intake)) == {f"class/{name}" for name in ("eve.zip", "cy.zip", "dan.tar.gz", "fay.zip")}


def test_extra_fields_that_do_not_parse(zip_of, take, pairs):
    """Nonsense in a member's extra field is passed over."""
    for extra in (b"\1", b"\1\0\xff\xff", b"\1\0\0\0" * 10, b"UT\1\0\1", b"\x75\x70\5\0\1" + bytes(4)):
        member = info("ada/backprop.py")
        data = build([(member, b"honest")])
        at = data.index(b"PK\x01\x02")
        name_end = at + 46 + len("ada/backprop.py")
        central = data[at : at + 30] + struct.pack("<H", len(extra)) + data[at + 32 : name_end] + extra
        end = bytearray(data[data.rindex(b"PK\x05\x06") :])
        struct.pack_into("<L", end, 12, len(central))

        assert pairs(take(zip_of(data[:at] + central + bytes(end)))) == [HONEST]


def test_collecting_the_unreadable_again_is_the_same(zip_of, slugs):
    """What cannot be read has the same digest and time each time."""
    data = build([("eve/backprop.py", bytes(2 << 20)), (info("dan/backprop.py", stat.S_IFLNK), b"x")])
    source = zip_of(data)

    assert collect_submissions([source], slugs) == collect_submissions([source], slugs)
    assert all(len(one.sha256) == 64 and one.content == b"" for one in collect_submissions([source], slugs).submissions)

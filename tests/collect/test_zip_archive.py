"""Zip files that lie: bad paths, links, bombs, two lists that differ, and everything that can be damaged."""

import io
import stat
import struct
import zipfile
import zlib
from datetime import UTC, datetime

import pytest

from grader.collect import NotUnderstood, collect_submissions
from grader.collect.entries import Caps, Content, Refusal, caps_for_class
from grader.collect.zip_archive import ZipArchive

HONEST = ("ada", "backprop", b"honest")
NOW = datetime(2026, 10, 1, tzinfo=UTC)


def build(members, compression=zipfile.ZIP_DEFLATED):
    """Give the bytes of a zip with (name or ZipInfo, data) members, written as they are asked for."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def info(name, mode=0o100644, **changes):
    """Give a member's description with a Unix mode."""
    member = zipfile.ZipInfo(name, (2026, 10, 1, 12, 0, 0))
    member.create_system, member.external_attr = 3, mode << 16
    for key, value in changes.items():
        setattr(member, key, value)
    return member


def rename(data, old, new, *, central=True, local=True):
    """Give a zip with a member's name replaced by one of the same length, in either of its two headers."""
    assert len(old) == len(new)
    at = data.index(b"PK\x01\x02")
    head, tail = data[:at], data[at:]
    return (head.replace(old, new) if local else head) + (tail.replace(old, new) if central else tail)


def patch_central(data, name, offset, raw):
    """Give a zip with some bytes of a member's central record replaced."""
    position = data.index(b"PK\x01\x02")
    while data[position + 46 :][: len(name)] != name:
        position = data.index(b"PK\x01\x02", position + 1)
    return data[: position + offset] + raw + data[position + offset + len(raw) :]


@pytest.fixture
def zip_of(tmp_path):
    """A function that writes bytes as class.zip."""

    def write(data):
        target = tmp_path / "class.zip"
        target.write_bytes(data)
        return target

    return write


BAD_PATHS = [
    "../backprop.py", "../../etc/passwd", "eve/../../backprop.py", "eve/../ada/backprop.py", "/eve/backprop.py",
    "/etc/passwd", "\\eve\\backprop.py", "C:\\eve\\backprop.py", "C:/eve/backprop.py", "..\\eve\\backprop.py",
    "eve/..", "x/" * 70 + "backprop.py", "x" * 5000 + "/backprop.py", "eve/..\\backprop.py",
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_bad_path_is_listed_and_the_rest_goes_on(path, zip_of, take, pairs):
    """A member whose path leads anywhere else becomes no submission, whatever its last part says."""
    intake = take(zip_of(build([(info(path), b"evil"), (info("ada/backprop.py"), b"honest")])))

    assert pairs(intake) == [HONEST]
    [row] = intake.not_understood
    assert "path" in row.reason or "folders deep" in row.reason
    assert row.path.isprintable()


def test_null_byte_in_a_name(zip_of, take, pairs, reasons):
    """A name is not cut at its null byte to become another."""
    data = build([(info("eve/backprop.pyX.png"), b"evil"), (info("ada/backprop.py"), b"honest")])
    intake = take(zip_of(rename(data, b"backprop.pyX.png", b"backprop.py\0.png")))

    assert pairs(intake) == [HONEST]
    assert list(reasons(intake).values()) == ["has a null byte in its name"]


@pytest.mark.parametrize(("mode", "says"), [
    (stat.S_IFLNK | 0o777, "is a link"), (stat.S_IFIFO | 0o644, "named pipe"), (stat.S_IFCHR | 0o644, "device"),
    (stat.S_IFBLK | 0o644, "device"), (stat.S_IFSOCK | 0o644, "socket"),
])  # fmt: skip
def test_special_members_are_unreadable_submissions(mode, says, zip_of, take, pairs, unreadable):
    """A link or device is never read for what it holds or points to."""
    intake = take(
        zip_of(build([(info("eve/backprop.py", mode), b"/etc/passwd"), (info("ada/backprop.py"), b"honest")]))
    )

    assert pairs(intake) == [HONEST]
    assert says in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("members", [
    [("eve/backprop.py/", b"")], [("eve/backprop.py/x.py", b"1")],
    [("eve/backprop.py/", b""), ("eve/backprop.py/backprop.py", b"1")],
])  # fmt: skip
def test_folder_in_a_files_place(members, zip_of, take, pairs, unreadable):
    """A folder named like the file is one unreadable submission."""
    intake = take(zip_of(build([*members, ("ada/backprop.py", b"honest")])))

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a folder, not a file."}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("members", [
    [("eve/backprop.py", b"1"), ("eve/backprop.py", b"2")],
    [("eve/backprop.py", b"1"), ("eve//backprop.py", b"1")],
    [("eve/backprop.py", b"1"), ("./eve/./backprop.py", b"2")],
    [("eve/backprop.py", b"1"), ("eve\\backprop.py", b"2")],
    [("eve/backprop.py", b"1")] * 30,
])  # fmt: skip
def test_two_members_with_one_path(members, zip_of, take, pairs, unreadable):
    """Where an archive holds a path twice, neither is graded, for readers differ on which one counts."""
    intake = take(zip_of(build([*members, ("ada/backprop.py", b"honest")])))

    assert pairs(intake) == [HONEST]
    assert "in the archive twice" in unreadable(intake)["eve", "backprop"]
    assert len(intake.submissions) == 2


def test_file_and_folder_with_one_path(zip_of, take, pairs, unreadable):
    """A path that is both file and folder is unreadable."""
    intake = take(
        zip_of(build([("eve/backprop.py", b"1"), ("eve/backprop.py/x", b"2"), ("ada/backprop.py", b"honest")]))
    )

    assert pairs(intake) == [HONEST]
    assert list(unreadable(intake)) == [("eve", "backprop")]


def test_members_that_differ_in_case(zip_of, take, pairs, reasons):
    """The name that is right is taken, the other is listed with a hint."""
    intake = take(zip_of(build([("ada/backprop.py", b"honest"), ("ada/Backprop.py", b"other")])))

    assert pairs(intake) == [HONEST]
    assert "did you mean backprop.py" in reasons(intake)["class.zip: ada/Backprop.py"]


@pytest.mark.parametrize("side", ["central", "local"])
def test_two_headers_with_two_names(side, zip_of, take, pairs, unreadable, reasons):
    """A member whose two names differ is not read under either."""
    data = build([("eve/backprop.py", b"1"), ("ada/backprop.py", b"honest")])
    data = rename(data, b"eve/backprop.py", b"eva/backprop.py", central=side == "central", local=side == "local")
    intake = take(zip_of(data))

    assert pairs(intake) == [HONEST]
    [sentence] = unreadable(intake).values()
    assert "one name in the archive's list and another" in sentence


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


@pytest.mark.parametrize("packed", [1 << 20, 0x7FFFFFFF, 0xFFFFFFFF])
def test_member_that_claims_to_reach_over_others(packed, zip_of, take, pairs, unreadable):
    """A member that says it is longer than the archive does not take the ones behind it along."""
    data = build([("eve/backprop.py", b"x = 1"), ("ada/backprop.py", b"honest")])
    intake = take(zip_of(patch_central(data, b"eve/backprop.py", 20, struct.pack("<L", packed))))

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


def test_many_odd_folders_are_counted_not_listed_one_by_one(zip_of, take, pairs):
    """However many folders of nonsense an archive has, the list of what was not understood stays readable."""
    intake = take(zip_of(build([("ada/backprop.py", b"honest"), *((f"e{n}/{'d/' * 20}x", b"") for n in range(3000))])))

    assert pairs(intake) == [HONEST]
    assert len(intake.not_understood) == 1001
    assert any(
        row == NotUnderstood("class.zip", "holds 2,000 more that are not understood") for row in intake.not_understood
    )


def test_too_many_entries(zip_of, take, pairs):
    """Of an archive with more entries than are read the first are taken, and the rest is told."""
    members = [("ada/backprop.py", b"honest"), *((f"eve/{number}", b"") for number in range(100_001))]
    intake = take(zip_of(build(members)))

    assert pairs(intake) == [HONEST]
    assert any("100,000 entries" in row.reason for row in intake.not_understood)
    assert len(intake.not_understood) < 100


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
    assert caps_for_class(1 << 20).taken_bytes < 200 << 20
    assert caps_for_class(1 << 40).taken_bytes <= 1 << 30


def test_archive_inside_an_archive_is_listed(zip_of, take, pairs, reasons):
    """Archives are opened one deep only."""
    inner = build([("backprop.py", b"1")])
    intake = take(zip_of(build([("ada/backprop.py", b"honest"), ("eve/hw.zip", inner), ("x.tar.gz", b"1")])))

    assert pairs(intake) == [HONEST]
    assert all("not opened" in reason for reason in reasons(intake).values())
    assert len(reasons(intake)) == 2


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

"""Tar files that lie, and those that every honest program writes."""

import gzip
import io
import os
import random
import tarfile
import tracemalloc
from datetime import UTC, datetime

import pytest

from grader.collect.entries import Caps, Content, Refusal
from grader.collect.tar_archive import TarArchive

HONEST = ("ada", "backprop", b"honest")
NOW = datetime(2026, 10, 1, tzinfo=UTC)
FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def member(name, data=b"", kind=tarfile.REGTYPE, *, fmt=tarfile.GNU_FORMAT, **changes):
    """Give the bytes of one member: headers, data, padding."""
    info = tarfile.TarInfo(name)
    info.type, info.size, info.mtime = kind, len(data), 1_790_000_000
    for key, value in changes.items():
        setattr(info, key, value)
    return info.tobuf(fmt, "utf-8", "surrogateescape") + data + bytes(-len(data) % 512)


def raw_header(name=b"eve/backprop.py", size=b"00000000000", kind=b"0", mtime=b"00000000000", magic=b"ustar\x0000"):
    """Give a header with these very bytes and a right checksum."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124 : 124 + len(size)] = size
    block[136 : 136 + len(mtime)] = mtime
    block[156:157] = kind
    block[257 : 257 + len(magic)] = magic
    block[148:156] = b" " * 8
    block[148:155] = b"%06o\0" % sum(block)
    return bytes(block)


def pax(records):
    """Give a pax header that holds these very bytes."""
    return raw_header(b"pax", b"%011o" % len(records), b"x") + records + bytes(-len(records) % 512)


ADA = member("ada/backprop.py", b"honest")
END = bytes(1024)


@pytest.fixture(params=["class.tar", "class.tar.gz"])
def tar_of(request, tmp_path):
    """A function that writes bytes as a tar file, plain and through gzip."""

    def write(*parts):
        target = tmp_path / request.param
        data = b"".join(parts)
        target.write_bytes(gzip.compress(data, 1) if request.param.endswith("gz") else data)
        return target

    return write


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("length", [10, 90, 120, 150])
def test_formats_and_long_names(fmt, length, tar_of, take, pairs):
    """The old, the GNU and the pax form, with names of any length, give the same."""
    wrapper = "w" * length
    path = f"{wrapper}/ada/backprop.py"
    intake = take(tar_of(member(path, b"honest", fmt=FORMATS[fmt]), END))

    assert pairs(intake) == [HONEST]
    assert intake.not_understood == ()


@pytest.mark.parametrize("fmt", FORMATS)
def test_names_with_accents(fmt, tar_of, take, pairs):
    """UTF-8 names are read in every form."""
    assert pairs(take(tar_of(member("José/backprop.py", b"x", fmt=FORMATS[fmt]), END))) == [("José", "backprop", b"x")]


def test_time_with_its_fraction(tar_of, take):
    """The pax form keeps the time to the microsecond."""
    source = tar_of(member("ada/backprop.py", b"x", fmt=tarfile.PAX_FORMAT, mtime=1_790_000_000.25), END)

    assert take(source).submissions[0].submitted_at == datetime.fromtimestamp(1_790_000_000.25, UTC)


@pytest.mark.parametrize("mtime", [
    b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777", b"           ", b"\x80" + bytes(3) + b"\x7f" + bytes(7),
])  # fmt: skip
def test_odd_times_still_have_a_zone(mtime, tar_of, take):
    """A time that no calendar has is replaced by the archive's, and each is in UTC."""
    for one in take(tar_of(ADA, raw_header(mtime=mtime), END)).submissions:
        assert one.submitted_at.tzinfo is not None


@pytest.mark.parametrize("path", [
    "../backprop.py", "eve/../../backprop.py", "eve/../ada/backprop.py", "/eve/backprop.py", "/etc/passwd",
    "C:\\eve\\backprop.py", "..\\eve\\backprop.py", "eve/..", "x/" * 70 + "backprop.py",
])  # fmt: skip
@pytest.mark.parametrize("fmt", ["gnu", "pax"])
def test_bad_path_is_listed_and_the_rest_goes_on(path, fmt, tar_of, take, pairs):
    """A member whose path leads anywhere else becomes no submission."""
    intake = take(tar_of(member(path, b"evil", fmt=FORMATS[fmt]), ADA, END))

    assert pairs(intake) == [HONEST]
    [row] = intake.not_understood
    assert row.path.isprintable()


@pytest.mark.parametrize(("kind", "says"), [
    (tarfile.SYMTYPE, "is a link"), (tarfile.LNKTYPE, "is a link"), (tarfile.CHRTYPE, "device"),
    (tarfile.BLKTYPE, "device"), (tarfile.FIFOTYPE, "named pipe"), (b"S", "sparse"), (b"Z", "not read from a tar"),
    (b"V", "not read from a tar"), (b"\xff", "not read from a tar"),
])  # fmt: skip
@pytest.mark.parametrize("target", ["/etc/passwd", "../ada/backprop.py", "ada/backprop.py", ""])
def test_special_members_are_unreadable_submissions(kind, says, target, tar_of, take, pairs, unreadable):
    """Links and devices stand for nothing, wherever they point."""
    intake = take(tar_of(ADA, member("eve/backprop.py", kind=kind, linkname=target), END))

    assert pairs(intake) == [HONEST]
    assert says in unreadable(intake)["eve", "backprop"]


def test_links_cannot_lead_a_later_member_astray(tar_of, take, pairs):
    """A folder that is a link to another student's takes nothing with it."""
    link = member("eve", kind=tarfile.SYMTYPE, linkname="ada")
    intake = take(tar_of(ADA, link, member("eve/backprop.py", b"eve"), END))

    assert pairs(intake) == [HONEST, ("eve", "backprop", b"eve")]


def test_member_twice(tar_of, take, pairs, unreadable):
    """A path that is in the archive twice is unreadable."""
    intake = take(tar_of(member("eve/backprop.py", b"1"), ADA, member("./eve/backprop.py", b"2"), END))

    assert pairs(intake) == [HONEST]
    assert "in the archive twice" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("inside", [(), ("x.py",), ("backprop.py",)])
def test_folder_in_a_files_place(inside, tar_of, take, pairs, unreadable):
    """A folder named like the file is one unreadable submission."""
    parts = [member("eve/backprop.py", kind=tarfile.DIRTYPE), *(member(f"eve/backprop.py/{name}") for name in inside)]
    intake = take(tar_of(*parts, ADA, END))

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a folder, not a file."}


@pytest.mark.parametrize(("limit", "fits"), [(1000, True), (999, False)])
def test_size_limit_is_exact(limit, fits, tar_of, take, unreadable):
    """A member of exactly the limit is taken, one byte more is not."""
    assert (unreadable(take(tar_of(member("eve/backprop.py", bytes(1000)), END), max_bytes=limit)) == {}) is fits


def test_fifty_megabytes_are_skipped(tar_of, take, pairs, unreadable):
    """A huge member is refused, and what comes behind it is read."""
    intake = take(tar_of(member("eve/backprop.py", bytes(50 << 20)), ADA, END))

    assert pairs(intake) == [HONEST]
    assert "larger than 1 MiB" in unreadable(intake)["eve", "backprop"]


@pytest.mark.parametrize("size", [
    b"77777777777", b"\x80" + b"\xff" * 11, b"\xff" * 12, b"\xff" + bytes(11), b"-0000000001", b"9999999999", b"1 2",
    b"\x80" + bytes(3) + b"\xff" * 8,
])  # fmt: skip
def test_sizes_that_lie(size, tar_of, take, pairs):
    """A size beyond the archive, negative or no number at all ends the reading with a line; what came before stands."""
    intake = take(tar_of(ADA, raw_header(size=size), b"x" * 512, END))

    assert pairs(intake) == [HONEST]
    assert any("cut off" in row.reason for row in intake.not_understood)


@pytest.mark.parametrize("extension", [
    pax(b"0 path=x\n"), pax(b"-5 path=x\n"), pax(b"99999 path=x\n"), pax(b"9999999999999999999999999999 a=b\n"),
    pax(b"1" * 60000), pax(b"nonsense"), pax(b"5 a=b"), pax(b" " * 1000), pax(b"12 size=-1\n"),
    pax(b"30 size=99999999999999999999\n"), pax(b"16 size=0x1000\n"), raw_header(b"long", b"77777777777", b"L"),
    raw_header(b"pax", b"77777777777", b"x"), raw_header(b"pax", b"00000300001", b"g"),
    raw_header(b"pax", b"\xff" * 12, b"x"), raw_header(b"long", b"\x80" + b"\xff" * 11, b"K"),
    pax(b"9 a=b\n") * 200,
])  # fmt: skip
def test_extending_headers_that_lie(extension, tar_of, take, pairs):
    """Headers that claim to be huge, negative or endless end the reading with a line, in little memory and time."""
    source = tar_of(ADA, extension, member("eve/backprop.py", b"x"), END)
    tracemalloc.start()
    try:
        intake = take(source)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert HONEST in pairs(intake)
    assert intake.not_understood
    assert peak < 10 << 20


def test_extending_headers_that_do_not_matter(tar_of, take, pairs):
    """Records that are not asked for are passed over."""
    comment = pax(b"15 comment=abc\n" + b"19 SCHILY.xattr=\xff\x00\n" + b"16 mtime=monday\n" + b"13 mtime=nan\n")

    assert pairs(take(tar_of(comment, ADA, END))) == [HONEST]


@pytest.mark.parametrize("record", [b"22 GNU.sparse.major=1\n", b"25 GNU.sparse.size=10000\n"])
def test_sparse_files_are_told(record, tar_of, take, pairs, unreadable):
    """A sparse member, whose bytes are not what they seem, is unreadable."""
    intake = take(tar_of(ADA, pax(record), member("eve/backprop.py", b"x"), END))

    assert pairs(intake) == [HONEST]
    assert "sparse" in unreadable(intake)["eve", "backprop"]


def test_size_in_an_extending_header_counts(tar_of, take, pairs):
    """The pax size stands above the header's own."""
    intake = take(tar_of(pax(b"9 size=6\n"), raw_header(b"ada/backprop.py"), b"honest", bytes(506), END))

    assert pairs(intake) == [HONEST]


@pytest.mark.parametrize("cut", [1, 100, 511, 512, 600, 1023, 1024, 1100, 1536])
def test_cut_off_archive_keeps_what_is_whole(cut, tar_of, take, pairs):
    """What lies before the cut is taken, and the cut is told."""
    data = ADA + member("eve/backprop.py", b"#" * 900)
    intake = take(tar_of(data[: 1024 + cut]))

    assert HONEST in pairs(intake)
    assert ("eve", "backprop", b"#" * 900) not in pairs(intake) or cut == 1536
    assert any("cut off" in row.reason for row in intake.not_understood)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.8, 0.99])
def test_cut_off_compressed_archive(keep, tmp_path, take, pairs, unreadable):
    """Of a gzip stream that breaks off, whole files are taken, and the broken one is not."""
    parts = [member(f"s{number}/backprop.py", os.urandom(600)) for number in range(20)]
    data = gzip.compress(b"".join(parts) + END)
    (tmp_path / "class.tar.gz").write_bytes(data[: int(len(data) * keep)])
    intake = take(tmp_path / "class.tar.gz")

    assert all(len(content) == 600 for _, _, content in pairs(intake))
    assert len(pairs(intake)) == pytest.approx(20 * keep, abs=2)
    assert len(unreadable(intake)) <= 1
    assert any("cut off" in row.reason for row in intake.not_understood)


def test_damaged_compressed_archive(tmp_path, take, pairs):
    """Bytes in the middle that are not what was written cost what comes after, with a line."""
    noise = random.Random(7)
    parts = [member(f"s{number:02}/backprop.py", noise.randbytes(600)) for number in range(40)]
    data = bytearray(gzip.compress(b"".join(parts) + END))
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    (tmp_path / "class.tar.gz").write_bytes(bytes(data))
    intake = take(tmp_path / "class.tar.gz")

    assert 10 <= len(pairs(intake)) <= 22
    assert intake.not_understood


@pytest.mark.parametrize("data", [b"\x1f\x8b", b"\x1f\x8b\x08", b"\x1f\x8b" + bytes(50), gzip.compress(b""),
                                  gzip.compress(b"not a tar" * 100), gzip.compress(b"x = 1")])  # fmt: skip
def test_gzip_that_holds_no_tar(data, tmp_path, take):
    """A compressed file that holds something else is a line."""
    (tmp_path / "class.tar.gz").write_bytes(data)
    intake = take(tmp_path / "class.tar.gz")

    assert intake.submissions == ()
    assert len(intake.not_understood) == 1


def test_bomb_ends(tmp_path):
    """A stream that unpacks without end is left at the cap, in little memory."""
    bomb = io.BytesIO(
        gzip.compress(ADA + member("eve/big.bin", bytes(64 << 20)) + member("eva/backprop.py", b"x") + END)
    )
    tracemalloc.start()
    try:
        archive = TarArchive(bomb, "class", "", NOW, Caps(1000, 8 << 20, 1 << 20), compressed=True)
        contents = [content for entry, content in archive.read(archive.entries[:1], 1000)]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert [content.data for content in contents if isinstance(content, Content)] == [b"honest"]
    assert len(archive.entries) == 2
    assert "unpacks to more" in archive.problems[0][1]
    assert peak < 8 << 20


def test_what_is_taken_from_one_archive_has_an_end():
    """Past its cap nothing more is taken, and every file that is not says so."""
    data = b"".join(member(f"s{number}/backprop.py", bytes(1000)) for number in range(10)) + END
    archive = TarArchive(io.BytesIO(data), "class", "", NOW, Caps(100, 1 << 20, 4500), compressed=False)
    contents = [content for _, content in archive.read(archive.entries, 1000)]

    assert sum(isinstance(content, Content) for content in contents) == 5
    assert all("unpacks to more" in content.reason for content in contents if isinstance(content, Refusal))


def test_too_many_entries():
    """Of an archive with more entries than are read the first are taken, and the rest is told."""
    data = b"".join(member(f"s{number}/backprop.py") for number in range(30)) + END
    archive = TarArchive(io.BytesIO(data), "class", "", NOW, Caps(20, 1 << 20, 4500), compressed=False)

    assert len(archive.entries) == 20
    assert "more than 20 entries" in archive.problems[0][1]


@pytest.mark.parametrize("after", [b"", b"garbage", bytes(20000), member("eve/backprop.py", b"x")])
def test_data_after_the_end(after, tar_of, take, pairs):
    """What stands behind the end mark is not part of the archive."""
    assert pairs(take(tar_of(ADA, END, after))) == [HONEST]


def test_archive_of_nothing(tar_of, take):
    """A tar file with nothing in it is no error."""
    assert take(tar_of(bytes(10240))).submissions == ()


def test_archive_made_by_the_library(tmp_path, make_tree, take, pairs):
    """A class packed from disk with its folders, links and pipes gives what the folder gives."""
    root = make_tree("class", {"ada/backprop.py": "honest", "bob/backprop/backprop.py": "b", "bob/x.txt": "x"})
    (root / "cy").mkdir()
    (root / "cy/backprop.py").symlink_to("/etc/passwd")
    (root / "dan").mkdir()
    os.mkfifo(root / "dan/backprop.py")
    with tarfile.open(tmp_path / "class.tgz", "w:gz") as archive:
        archive.add(root, "class")
    packed, plain = take(tmp_path / "class.tgz"), take(root)

    assert [(one.student, one.sha256, one.unreadable) for one in packed.submissions] == [
        (one.student, one.sha256, one.unreadable) for one in plain.submissions
    ]
    assert len(packed.not_understood) == len(plain.not_understood) == 1

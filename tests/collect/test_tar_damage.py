"""Tar files that lie about sizes, break off, or never end: what is whole is taken, in little memory."""

import gzip
import io
import os
import random
import tracemalloc
from datetime import UTC, datetime

import pytest
from tar_bytes import ADA, END, HONEST, member, pax, raw_header

from grader.collect.entries import Caps, Content, Refusal
from grader.collect.tar_archive import TarArchive

NOW = datetime(2026, 10, 1, tzinfo=UTC)


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


@pytest.mark.parametrize("data", [
    b"\x1f\x8b", b"\x1f\x8b\x08", b"\x1f\x8b" + bytes(50),
    *(gzip.compress(inside, mtime=0) for inside in (b"", b"not a tar" * 100, b"x = 1")),
])  # fmt: skip
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


@pytest.mark.parametrize("around", ["", "class/"])
def test_one_student_takes_nobody_else_s_place(around):
    """Who packs more than is taken in loses of their own, wherever it lies in the archive."""
    files = [(f"{around}mallory/{number}/backprop.py", bytes(900)) for number in range(20)]
    files += [(f"{around}{student}/backprop.py", bytes(1000)) for student in ("ada", "zed")]
    data = b"".join(member(path, content) for path, content in files) + END
    archive = TarArchive(io.BytesIO(data), "class", "", NOW, Caps(100, 1 << 20, 4500), compressed=False)
    read = {entry.path[-2]: isinstance(content, Content) for entry, content in archive.read(archive.entries, 1000)}

    assert len(read) == 22
    assert read["ada"]
    assert read["zed"]
    assert sum(read.values()) == 5


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

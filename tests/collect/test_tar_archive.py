"""Tar files: those that every honest program writes, and members that are not what they seem."""

import os
import tarfile
from datetime import UTC, datetime

import pytest
from tar_bytes import ADA, END, HONEST, member, pax, raw_header

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


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

"""Members of zip files that are not what they seem: bad paths, links, folders, two with one name."""

import stat

import pytest
from zip_bytes import HONEST, build, info, rename

from grader.collect import NotUnderstood

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


def test_many_odd_folders_are_counted_not_listed_one_by_one(zip_of, take, pairs):
    """However many folders of nonsense an archive has, the list of what was not understood stays readable."""
    intake = take(zip_of(build([("ada/backprop.py", b"honest"), *((f"e{n}/{'d/' * 20}x", b"") for n in range(3000))])))

    assert pairs(intake) == [HONEST]
    assert len(intake.not_understood) == 1001
    assert any(
        row == NotUnderstood("class.zip", "holds 2,000 more that are not understood") for row in intake.not_understood
    )


def test_archive_inside_an_archive_is_listed(zip_of, take, pairs, reasons):
    """Archives are opened one deep only."""
    inner = build([("backprop.py", b"1")])
    intake = take(zip_of(build([("ada/backprop.py", b"honest"), ("eve/hw.zip", inner), ("x.tar.gz", b"1")])))

    assert pairs(intake) == [HONEST]
    assert all("not opened" in reason for reason in reasons(intake).values())
    assert len(reasons(intake)) == 2

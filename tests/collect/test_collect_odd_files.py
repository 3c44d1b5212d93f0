"""Pipes, links, devices, folders and swaps in a file's place: refused in a sentence, never followed or waited for."""

import os
import socket
import stat

import pytest

from grader.collect import folder as folder_module
from grader.collect.entries import Content, Entry, Kind, Refusal
from grader.collect.folder import Folder

HONEST = ("ada", "backprop", b"honest")


def test_pipe_is_never_waited_for(root, take, pairs, unreadable):
    """A named pipe in a file's place is told and the rest goes on."""
    os.mkfifo(root / "eve/backprop.py")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a named pipe, not a file."}


def test_socket_is_told(root, take, pairs, unreadable, monkeypatch):
    """A socket in a file's place is told and the rest goes on."""
    monkeypatch.chdir(root / "eve")  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("backprop.py")
        intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a socket, not a file."}


def test_device_is_never_opened(root, take, pairs, unreadable):
    """A device in a file's place is told and the rest goes on."""
    try:
        os.mknod(root / "eve/backprop.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError as error:
        pytest.skip(f"no device can be made here: {error}")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a device, not a file."}


@pytest.mark.parametrize("content", [{}, {"x": "1"}, {"backprop.py": "inner"}, {"a/b/backprop.py": "inner"}])
def test_folder_in_a_files_place(content, root, make_tree, take, pairs, unreadable):
    """A folder named like the file is one unreadable submission, and nothing in it is taken."""
    (root / "eve/backprop.py").mkdir()
    make_tree("class/eve/backprop.py", content)
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a folder, not a file."}
    assert intake.not_understood == ()


@pytest.mark.parametrize("target", [
    "/etc/passwd", "../ada/backprop.py", "../../solution.py", "nowhere", "backprop.py", "other.py", "/dev/zero",
    "/proc/self/environ", "/", "..",
])  # fmt: skip
def test_link_in_a_files_place_is_not_followed(target, root, make_tree, take, pairs, unreadable):
    """A link is refused wherever it leads: out, to another student, to itself, into the same folder, nowhere."""
    make_tree(".", {"solution.py": "hidden"})
    (root / "eve/backprop.py").symlink_to(target)
    if target == "other.py":
        (root / "eve/other.py").write_text("own")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a link: hand in the file itself."}


def test_link_in_an_exercise_folders_place(root, take, pairs, unreadable):
    """A link instead of `<exercise>/` is that exercise's unreadable submission."""
    (root / "eve/backprop").symlink_to("../ada")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is a link: hand in the file itself."}


def test_link_in_a_students_place_is_listed(root, take, pairs, reasons):
    """A link instead of a student's folder is not another name for the one it leads to."""
    (root / "mallory").symlink_to("ada")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert "is a link" in reasons(intake)["class/mallory"]


def test_link_among_other_files_is_listed(root, take, reasons):
    """A link that stands for no exercise is listed."""
    (root / "eve/notes").symlink_to("/etc")

    assert "is a link" in reasons(take(root))["class/eve/notes"]


def test_archive_that_is_a_link_is_not_opened(root, make_zip, take, pairs, reasons):
    """A link named like an archive is listed, not opened."""
    make_zip("hidden.zip", {"backprop.py": "hidden"})
    (root / "eve.zip").symlink_to("../hidden.zip")
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert "is a link" in reasons(intake)["class/eve.zip"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("closed", ["eve/backprop.py", "eve/backprop", "eve"])
def test_permission_denied(closed, root, make_tree, take, pairs, unreadable, reasons):
    """A file or folder that cannot be opened is told, and the rest goes on."""
    make_tree("class/eve", {"backprop/backprop.py" if closed == "eve/backprop" else "backprop.py": "x"})
    (root / closed).chmod(0)
    try:
        intake = take(root)
    finally:
        (root / closed).chmod(0o700)

    assert pairs(intake) == [HONEST]
    if closed == "eve":
        assert reasons(intake) == {"class/eve": "cannot be read: permission denied"}
    else:
        assert unreadable(intake) == {("eve", "backprop"): "backprop.py cannot be read: permission denied."}


def test_permission_denied_is_told_whoever_runs(root, take, pairs, unreadable, monkeypatch):
    """The same as root, with a system that says no."""
    really_open = os.open

    def refuse(path, flags, *args, **kwargs):
        if path == "backprop.py" and os.fstat(kwargs["dir_fd"]).st_ino == (root / "eve").stat().st_ino:
            raise PermissionError(13, "no")
        return really_open(path, flags, *args, **kwargs)

    (root / "eve/backprop.py").write_text("x")
    monkeypatch.setattr(folder_module.os, "open", refuse)
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py cannot be read: permission denied."}


def _read_one(folder: Folder, path: tuple[str, ...]) -> Content | Refusal:
    """Give what one listed file holds now."""
    [(_, content)] = folder.read([Entry(path, Kind.FILE)], 1000)
    return content


@pytest.mark.parametrize("swap", ["gone", "link", "pipe", "folder", "parent gone", "parent link", "parent file"])
def test_file_that_changes_after_it_was_listed(swap, root, make_tree):
    """A file or folder that is swapped between listing and reading is refused, never followed."""
    make_tree("secret", {"backprop.py": "hidden"})
    file = root / "eve/backprop.py"
    file.write_text("x")
    folder = Folder(root)
    try:
        file.unlink()
        if swap == "link":
            file.symlink_to(root.parent / "secret/backprop.py")
        elif swap == "pipe":
            os.mkfifo(file)
        elif swap == "folder":
            file.mkdir()
        elif swap.startswith("parent"):
            (root / "eve").rmdir()
        if swap == "parent link":
            (root / "eve").symlink_to(root.parent / "secret")
        elif swap == "parent file":
            (root / "eve").write_text("x")
        content = _read_one(folder, ("eve", "backprop.py"))
    finally:
        folder.close()

    assert isinstance(content, Refusal)
    assert content.reason


def test_class_folder_swapped_for_another_is_still_the_first(root, make_tree):
    """The folder that was opened is read, whatever stands at its path by then."""
    folder = Folder(root)
    root.rename(root.with_name("moved"))
    make_tree("class", {"ada/backprop.py": "false"})
    try:
        content = _read_one(folder, ("ada", "backprop.py"))
    finally:
        folder.close()

    assert isinstance(content, Content)
    assert content.data == b"honest"


def test_no_descriptor_is_left_open(root, make_zip, take):
    """After collecting, as many files are open as before."""
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("this system does not list open files")
    make_zip("class/eve.zip", {"backprop.py": "x"})
    os.mkfifo(root / "eve/backprop.py")
    (root / "bad.zip").write_text("no zip")
    before = len(os.listdir("/proc/self/fd"))
    take(root)

    assert len(os.listdir("/proc/self/fd")) == before

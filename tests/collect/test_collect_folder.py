"""Folders with what students and attackers put in them instead of files."""

import os
import socket
import stat

import pytest

from grader.collect import folder as folder_module
from grader.collect.entries import Content, Entry, Kind, Refusal
from grader.collect.folder import Folder

HONEST = ("ada", "backprop", b"honest")


@pytest.fixture
def root(make_tree):
    """A class with an honest student and an empty folder of eve's."""
    root = make_tree("class", {"ada/backprop.py": "honest"})
    (root / "eve").mkdir()
    return root


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


@pytest.mark.parametrize(("size", "limit", "fits"), [
    (0, 100, True), (100, 100, True), (101, 100, False), (1 << 20, 1 << 20, True), ((1 << 20) + 1, 1 << 20, False),
])  # fmt: skip
def test_size_limit_is_exact(size, limit, fits, root, take, pairs, unreadable):
    """A file of exactly the limit is taken, one byte more is not."""
    (root / "eve/backprop.py").write_bytes(b"#" * size)
    intake = take(root, max_bytes=limit)

    assert (("eve", "backprop", b"#" * size) in pairs(intake)) is fits
    assert (("eve", "backprop") in unreadable(intake)) is not fits


def test_fifty_megabytes_are_not_read(root, take, pairs, unreadable):
    """A huge file is refused by its size, with the limit in the sentence."""
    with (root / "eve/backprop.py").open("wb") as file:
        file.truncate(50 << 20)
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert unreadable(intake) == {("eve", "backprop"): "backprop.py is larger than 1 MiB, the most that is taken in."}


def test_one_student_cannot_fill_the_memory(root, take, pairs, unreadable):
    """What one student hands in altogether has a limit, and the others do not notice."""
    for number in range(20):
        (root / f"eve/deep/{number}").mkdir(parents=True)
        (root / f"eve/deep/{number}/backprop.py").write_bytes(bytes([number]) * 1_000_000)
    intake = take(root)

    assert HONEST in pairs(intake)
    assert len([one for one in pairs(intake) if one[0] == "eve"]) == 8
    assert "handed in more than 8 MiB" in unreadable(intake)["eve", "backprop"]


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


@pytest.mark.parametrize("name", [
    "new\nline", "tab\tbed", "\x1b[2Jclear", "\x07bell", "x" * 150, "\u202egnp", "zero\u200bwidth", " space", "space ",
    "back\\slash", ".hidden",
])  # fmt: skip
def test_students_folder_with_a_name_that_cannot_stand(name, root, make_tree, take, pairs):
    """A folder whose name stands for nobody is listed with a path that can be printed."""
    make_tree("class", {f"{name}/backprop.py": "x"})
    (root / "eve").rmdir()
    [row] = take(root).not_understood

    assert "names no student" in row.reason
    assert row.path.isprintable()
    assert pairs(take(root)) == [HONEST]


def test_name_that_is_no_text(root, take, pairs):
    """A folder whose name is not UTF-8 is listed with its bytes spelt out."""
    try:
        os.mkdir(os.fsencode(root) + b"/\xff\xfe")
    except OSError as error:
        pytest.skip(f"this file system takes only UTF-8 names: {error}")
    with open(os.fsencode(root) + b"/\xff\xfe/backprop.py", "wb"):
        pass
    (root / "eve").rmdir()
    [row] = take(root).not_understood

    assert row.path == r"class/\udcff\udcfe/backprop.py"
    assert pairs(take(root)) == [HONEST]


def test_names_in_two_normal_forms_are_one_student(root, make_tree, take):
    """A Mac's decomposed name and the composed one meet."""
    make_tree("class", {"Jose\u0301/backprop.py": "x", "Jos\u00e9/activations.py": "y"})

    assert {one.student for one in take(root).submissions} == {"ada", "Jos\u00e9"}


def test_names_that_differ_in_case_are_two_students_and_told(root, make_tree, take, pairs, reasons):
    """Names are compared case-sensitively, and the instructor hears of it."""
    make_tree("class", {"Ada/backprop.py": "other"})
    intake = take(root)

    assert [student for student, _, _ in pairs(intake)] == ["Ada", "ada"]
    assert "only in case" in reasons(intake)["ada"]


@pytest.mark.parametrize(("name", "says"), [
    ("Backprop.py", "did you mean backprop.py"), ("backprop (1).py", "did you mean backprop.py"),
    ("backprop.py.txt", "did you mean backprop.py"), ("bakcprop.py", "did you mean backprop.py"),
    ("backprop", "did you mean backprop.py"),
    ("solution.py", "like no exercise"), ("notes.txt", "not a file that the course asks for"),
    ("hw.ipynb", "is a notebook"), ("hw.rar", "kind that is not read"), ("hw.7z", "kind that is not read"),
    ("test_backprop.py", "is a test file"), ("manifest.json", "not a manifest"), ("b\x1b[2J.py", "no exercise"),
])  # fmt: skip
def test_stray_files_are_listed_with_a_hint(name, says, root, make_tree, take, pairs, reasons):
    """Whatever becomes no submission is listed, with what to do where that can be guessed."""
    make_tree("class/eve", {name: "x"})
    intake = take(root)

    assert pairs(intake) == [HONEST]
    [(path, reason)] = reasons(intake).items()
    assert says in reason
    assert path.isprintable()


def test_junk_is_passed_over_without_a_word(root, make_tree, take, pairs):
    """What systems and tools leave behind is neither taken nor listed."""
    junk = (
        ".DS_Store", "__MACOSX/ada/._backprop.py", "ada/__pycache__/backprop.cpython-311.pyc", "ada/._backprop.py",
        "ada/.ipynb_checkpoints/backprop.py", "ada/desktop.ini", "ada/.git/config", ".git/backprop.py",
    )  # fmt: skip
    make_tree("class", dict.fromkeys(junk, "x"))
    (root / "eve").rmdir()
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert intake.not_understood == ()


def test_empty_folder_is_listed(root, take, reasons):
    """A student's folder with nothing in it, or only junk, is not passed over."""
    assert reasons(take(root)) == {"class/eve": "is an empty folder"}


def test_many_strays_of_one_student_are_counted_not_listed_one_by_one(root, make_tree, take):
    """One student cannot bury everybody else's lines."""
    make_tree("class/eve", {f"junk{number}.dat": "" for number in range(500)})
    rows = take(root).not_understood

    assert len(rows) == 51
    assert any(row.path == "class/eve" and row.reason.startswith("holds 450 more") for row in rows)


def test_very_deep_folders_end(root, take, pairs, reasons):
    """A hundred folders in one another cost one line."""
    deep = root / "eve"
    for _ in range(100):
        deep = deep / "d"
    deep.mkdir(parents=True)
    intake = take(root)

    assert pairs(intake) == [HONEST]
    assert list(reasons(intake).values()) == ["lies too many folders deep"]


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


def test_nothing_is_written(root, make_zip, make_tar, take):
    """Collecting changes no file and leaves none."""
    make_zip("class/eve.zip", {"activations.py": "x", "../up.py": "y"})
    make_tar("class/dan.tar.gz", {"activations.py": "x", "../up.py": "y"})
    before = sorted((path, path.lstat().st_mtime_ns) for path in root.parent.rglob("*"))
    take(root)

    assert sorted((path, path.lstat().st_mtime_ns) for path in root.parent.rglob("*")) == before


def test_a_large_class(tmp_path, take):
    """A large class is walked whole, each file read once."""
    for number in range(2000):
        folder = tmp_path / f"class/s{number:05}"
        folder.mkdir(parents=True)
        (folder / "backprop.py").write_text(f"x = {number}")
    intake = take(tmp_path / "class")

    assert [one.content for one in intake.submissions] == [f"x = {number}".encode() for number in range(2000)]

"""A class in a folder: every strange thing in it is told, and the rest is taken."""

import os

import pytest

HONEST = ("ada", "backprop", b"honest")


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

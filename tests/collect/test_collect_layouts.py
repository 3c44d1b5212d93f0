"""Every shape in which files are handed over, in folders and in archives."""

import pytest

from grader.collect import LAYOUTS
from grader.errors import IntakeError, UsageError

CLASS = [("ada", "neuron_output", b"a"), ("bob", "backprop", b"b2"), ("bob", "neuron_output", b"b")]
SHAPES = {
    "flat": {"ada/neuron_output.py": "a", "bob/neuron_output.py": "b", "bob/backprop.py": "b2"},
    "own folders": {
        "ada/neuron_output/neuron_output.py": "a",
        "bob/neuron_output/neuron_output.py": "b",
        "bob/backprop/backprop.py": "b2",
    },
    "mixed": {"ada/neuron_output.py": "a", "bob/neuron_output/neuron_output.py": "b", "bob/backprop.py": "b2"},
    "copy of the course": {
        "ada/exercises/neuron_output/neuron_output.py": "a",
        "bob/exercises/neuron_output/neuron_output.py": "b",
        "bob/exercises/backprop/backprop.py": "b2",
    },
    "one wrapped himself": {"ada/neuron_output.py": "a", "bob/hw/neuron_output.py": "b", "bob/hw/backprop.py": "b2"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("wrapper", ["", "class/", "downloads/week 3/class/"])
@pytest.mark.parametrize("kind", ["folder", "class.zip", "class.tar", "class.tar.gz", "class.tgz", "CLASS.ZIP"])
def test_class_in_every_shape_and_container(shape, wrapper, kind, make_tree, make_zip, make_tar, take, pairs):
    """The same class is found whatever shape, wrapping folders and container it comes in."""
    files = {wrapper + path: content for path, content in SHAPES[shape].items()}
    if kind == "folder":
        source = make_tree("whole", files)
    else:
        source = (make_zip if kind.lower().endswith("zip") else make_tar)(kind, files)
    intake = take(source)

    assert pairs(intake) == CLASS
    assert intake.not_understood == ()


@pytest.mark.parametrize("inside", ["", "ada/", "homework/", "Users/ada/hw/"])
@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tgz"])
def test_folder_of_students_archives(inside, ending, tmp_path, make_zip, make_tar, take, pairs):
    """An archive in a folder is its student's, whatever folders are inside it."""
    make = make_zip if ending == ".zip" else make_tar
    (tmp_path / "class").mkdir()
    make(f"class/ada{ending}", {f"{inside}neuron_output.py": "a"})
    make(f"class/bob{ending}", {f"{inside}neuron_output/neuron_output.py": "b", f"{inside}backprop.py": "b2"})
    intake = take(tmp_path / "class")

    assert pairs(intake) == CLASS
    assert intake.not_understood == ()


def test_archive_in_a_students_folder(tmp_path, make_tree, make_zip, take, pairs):
    """The folder names the student, not the archive in it."""
    make_tree("class", {"bob/neuron_output.py": "b"})
    (tmp_path / "class/ada").mkdir()
    make_zip("class/ada/homework final.zip", {"hw/neuron_output.py": "a"})

    assert pairs(take(tmp_path / "class")) == [("ada", "neuron_output", b"a"), ("bob", "neuron_output", b"b")]


@pytest.mark.parametrize("files", [
    {"neuron_output.py": "a", "backprop.py": "b"},
    {"neuron_output/neuron_output.py": "a", "backprop/backprop.py": "b"},
    {"exercises/neuron_output/neuron_output.py": "a", "exercises/backprop/backprop.py": "b"},
    {"neuron_output.py": "a", "backprop/backprop.py": "b"},
])  # fmt: skip
@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz"])
def test_one_students_folder_is_named_by_itself(files, kind, make_tree, make_zip, make_tar, take, pairs):
    """Files at the top belong to the student for whom the folder or archive is named."""
    makers = {"folder": lambda: make_tree("ada", files), "zip": lambda: make_zip("ada.zip", files),
              "tar.gz": lambda: make_tar("ada.tar.gz", files)}  # fmt: skip

    assert pairs(take(makers[kind]())) == [("ada", "backprop", b"b"), ("ada", "neuron_output", b"a")]


def test_release_files_beside_the_answer_need_no_word(make_tree, take):
    """The statement and the visible tests that every student got are not listed, but only in their own folder."""
    root = make_tree("class", {
        "ada/backprop/backprop.py": "x", "ada/backprop/README.md": "x", "ada/backprop/test_backprop.py": "x",
        "bob/backprop.py": "x", "bob/README.md": "x", "bob/test_backprop.py": "x",
    })  # fmt: skip

    assert {row.path for row in take(root).not_understood} == {"class/bob/README.md", "class/bob/test_backprop.py"}


def test_stray_file_above_a_class_does_not_make_it_one_student(make_tree, take, pairs, reasons):
    """A file beside the students' folders is listed, for whose it is cannot be told."""
    root = make_tree("class", {f"{name}/backprop.py": "x" for name in ("ada", "bob", "eve")} | {"backprop.py": "?"})
    intake = take(root)

    assert [student for student, _, _ in pairs(intake)] == ["ada", "bob", "eve"]
    assert "beside the students' folders" in reasons(intake)["class/backprop.py"]


def test_backup_copies_lie_deeper_and_are_listed(make_tree, take, pairs, reasons):
    """The copy nearest to the top counts; deeper ones are listed."""
    root = make_tree("class", {"ada/backprop.py": "new", "ada/old/backprop.py": "old", "bob/backprop.py": "b"})
    intake = take(root)

    assert pairs(intake) == [("ada", "backprop", b"new"), ("bob", "backprop", b"b")]
    assert "deeper" in reasons(intake)["class/ada/old/backprop.py"]


def test_flat_and_own_folder_are_two_attempts(make_tree, take):
    """One exercise handed in twice by one student gives both attempts in order of time."""
    import os

    root = make_tree("class", {"ada/backprop.py": "late", "ada/backprop/backprop.py": "early", "bob/backprop.py": "b"})
    os.utime(root / "ada/backprop.py", (2_000_000_000, 2_000_000_000))
    os.utime(root / "ada/backprop/backprop.py", (1_000_000_000, 1_000_000_000))
    attempts = [one for one in take(root).submissions if one.student == "ada"]

    assert [one.content for one in attempts] == [b"early", b"late"]
    assert [one.submitted_at.year for one in attempts] == [2001, 2033]


def test_folder_and_archive_are_two_attempts(tmp_path, make_tree, make_zip, take, pairs):
    """A folder and an archive of one student in one source are both taken."""
    make_tree("class", {"ada/backprop.py": "folder", "bob/backprop.py": "b"})
    make_zip("class/ada.zip", {"backprop.py": "archive"})

    assert {content for student, _, content in pairs(take(tmp_path / "class")) if student == "ada"} == {
        b"folder",
        b"archive",
    }


def test_same_source_twice_is_one_source(make_tree, take):
    """What is found twice, with the same bytes and time, is one submission."""
    root = make_tree("class", {"ada/backprop.py": "x"})

    assert take(root, root) == take(root)


def test_collecting_again_gives_the_same(tmp_path, make_tree, take):
    """Two runs agree to the last digit, also on what cannot be read, though the class folder has changed."""
    root = make_tree("class", {"ada/backprop.py": "x", "bob/backprop.py/x": "folder", "cy/backprop.py": bytes(2000)})
    (root / "dan").mkdir()
    (root / "dan/backprop.py").symlink_to("nowhere")
    before = take(root, max_bytes=1000)
    make_tree("class", {"eve/backprop.py": "new"})
    after = take(root, max_bytes=1000)

    assert [one for one in after.submissions if one.student != "eve"] == list(before.submissions)
    assert len(before.submissions) == 4


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_layout_by_name_takes_its_own_shape_and_lists_the_rest(name, tmp_path, make_tree, make_zip, take, pairs):
    """A named layout takes nothing but its shape, and what it leaves is listed."""
    make_tree("dan", {"ada/backprop.py": "flat", "bob/backprop/backprop.py": "own"})
    make_zip("dan/cy.zip", {"backprop.py": "zip"})
    intake = take(tmp_path / "dan", layout=name)
    expected = {
        "students": [("ada", "backprop", b"flat")],
        "folders": [("bob", "backprop", b"own")],
        "archives": [("cy", "backprop", b"zip")],
        "submit": [],
        "nbgrader": [("bob", "backprop", b"own")],
        "exchange": [],
        "canvas": [],
        "moodle": [],
        "gradescope": [],
        "classroom": [],
    }

    if name == "student":
        assert {student for student, _, _ in pairs(intake)} == {"dan"}
    else:
        assert pairs(intake) == expected[name]
        assert len(intake.not_understood) == 3 - len(expected[name])


def test_unknown_layout_is_a_usage_error(tmp_path, take):
    """A layout that does not exist is told with those that do."""
    with pytest.raises(UsageError, match=r"canvass.*students"):
        take(tmp_path, layout="canvass")


@pytest.mark.parametrize(("file_name", "content"), [
    ("class.zip", b"this is no zip"), ("class.tar.gz", b"\0\1\2"), ("x.py", b"x = 1"), ("empty.zip", b""),
    ("rar.zip", b"Rar!\x1a\x07\x00aaaaaaaaaaaaaaaaa"),
])  # fmt: skip
def test_source_that_is_no_archive_is_an_intake_error(file_name, content, tmp_path, take):
    """A file that is neither folder nor archive ends the command with a sentence."""
    (tmp_path / file_name).write_bytes(content)

    with pytest.raises(IntakeError, match=r"neither a folder nor a zip"):
        take(tmp_path / file_name)


def test_missing_source_is_an_intake_error(tmp_path, take):
    """A path with nothing there ends the command with a sentence that names it."""
    with pytest.raises(IntakeError, match=r"nowhere: there is nothing at this path"):
        take(tmp_path / "nowhere")


def test_pipe_as_source_is_an_intake_error(tmp_path, take):
    """A pipe is not waited for."""
    import os

    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(IntakeError, match="named pipe"):
        take(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_impossible_source_path_is_an_intake_error(name, tmp_path, take):
    """A path that no file can have ends the command with a sentence."""
    with pytest.raises(IntakeError):
        take(tmp_path / name)


def test_instructors_own_link_is_followed(tmp_path, make_tree, take, pairs):
    """The path on the command line may be a link; links below it may not."""
    make_tree("class", {"ada/backprop.py": "x"})
    (tmp_path / "link").symlink_to(tmp_path / "class")

    assert pairs(take(tmp_path / "link")) == [("ada", "backprop", b"x")]


def test_empty_source_is_an_empty_intake(tmp_path, take):
    """A class in which nobody has handed in anything is no error."""
    (tmp_path / "class").mkdir()

    assert take(tmp_path / "class").submissions == ()


def test_submission_says_where_it_came_from(make_tree, make_zip, take):
    """`source` names the file for people, and the digest is the content's."""
    import hashlib

    folder = make_tree("class", {"ada/backprop.py": "x"})
    archive = make_zip("class.zip", {"ada/backprop.py": "x"})
    first, second = (take(source).submissions[0] for source in (folder, archive))

    assert first.source == "class/ada/backprop.py"
    assert second.source == "class.zip: ada/backprop.py"
    assert first.sha256 == second.sha256 == hashlib.sha256(b"x").hexdigest()

"""Answers named by a path: a file is one however it is named, and is what `grader collect` takes it for."""

import json

import pytest

RIGHT = "def f(x):\n    return 2 * x\n"


def test_a_file_named_by_its_path_is_remembered(desk):
    """Whether by name or by path, from here or from its folder: `grader list` knows how the check ended."""
    for words, folder in (
        (["exercises/double_it/double_it.py"], desk.root),
        (["exercises/double_it"], desk.root),
        (["double_it.py"], desk.path("double_it").parent),
        (["."], desk.path("double_it").parent),
        ([desk.path("double_it")], desk.root),
    ):
        desk.path("double_it").write_text(f"{RIGHT}# {words} {folder}\n")
        assert desk.listed()["double_it"][2] == "to check"
        desk.run("check", *words, expect=0, cwd=folder)
        assert desk.listed()["double_it"][2] == "passes"


def test_a_file_named_twice_is_checked_once(desk):
    """Its name and its paths, through a link too, mean one file."""
    (desk.root / "link").symlink_to("exercises/double_it")
    words = ["double_it", "exercises/double_it/double_it.py", "./exercises/double_it", "link/double_it.py"]

    rows = json.loads(desk.run("check", *words, "--json", expect=1).stdout)["results"]

    assert [row["exercise"] for row in rows] == ["double_it"]


@pytest.mark.parametrize(
    "name", ["double_it (1).py", "Double_It.py", "double-it.py", "double_it copy.py", "Copy of double_it.py"]
)
def test_a_file_that_was_copied_is_known(desk, tmp_path, name):
    """A browser or a file manager marks a copy; check and submit know it as collect does."""
    (tmp_path / name).write_text(RIGHT)

    assert "All visible tests pass" in " ".join(desk.run("check", tmp_path / name, expect=0).stdout.split())
    assert "double_it" in desk.run("submit", tmp_path / name, "--student", "ada", "--to", "ada.zip", expect=0).stdout
    assert desk.listed()["double_it"][2] == ""  # the copy from elsewhere says nothing of the file in the course


@pytest.mark.parametrize("name", ["double_it (1).py", "half_it.py", "x" * 5000 + ".py", "x/" * 3000])
def test_a_path_to_nothing_is_a_wrong_command(desk, name):
    """Only a file that is there can be a copy; a misspelt or endless name is no exercise's."""
    assert "there is no exercise called" in desk.run("check", name, expect=2).stderr


def test_a_stub_is_not_promised_where_none_is_brought(desk):
    """`grader start` brings back the course's own file, and none in another folder."""
    shown = " ".join(desk.run("check", "elsewhere/double_it.py", expect=1).stdout.split())

    assert "there is no file elsewhere/double_it.py" in shown
    assert "brings the stub back" not in shown

"""A student who keeps all answers in one folder: check and submit look there first."""

import zipfile

import pytest

RIGHT = "def f(x):\n    return 2 * x\n"


@pytest.fixture
def flat(desk):
    """Give a folder `mine` inside of the course with one right answer; the stubs stay where they are."""
    folder = desk.root / "mine"
    folder.mkdir()
    (folder / "double_it.py").write_text(RIGHT)
    return folder


def test_check_takes_the_file_that_lies_here(desk, flat):
    """By name, by file name and without words the answer in the current folder is checked, not the stub."""
    for words in (["double_it"], ["double_it.py"], []):
        done = desk.run("check", *words, expect=0, cwd=flat)
        assert "double_it" in done.stdout
        assert "halve_it" not in done.stdout


def test_what_does_not_lie_here_is_the_courses(desk, flat):
    """An exercise without a file in this folder is checked where the course has it."""
    done = desk.run("check", "halve_it", expect=1, cwd=flat)

    assert "not written yet" in done.stdout


def test_in_the_course_folder_everything_is_checked(desk, flat):
    """Where no answers lie, the whole course is meant."""
    done = desk.run("check", expect=1)

    assert "Not begun: double_it, halve_it, own_numbers" in done.stdout


def test_in_an_exercises_folder_it_is_meant(desk):
    """Inside of exercises/<slug> the words can be left out."""
    done = desk.run("check", expect=1, cwd=desk.path("halve_it").parent)

    assert "halve_it" in done.stdout
    assert "own_numbers" not in done.stdout


def test_submit_packs_what_lies_here(desk, flat):
    """What was checked is what is handed in."""
    desk.run("submit", "--student", "ada", "--to", "ada.zip", expect=0, cwd=flat)

    with zipfile.ZipFile(flat / "ada.zip") as archive:
        (member,) = [name for name in archive.namelist() if name.endswith(".py")]
        assert archive.read(member).decode() == RIGHT

"""`grader export nbgrader` where nbgrader's settings, gradebook or folders are not in order: one sentence says it."""

from __future__ import annotations

import pytest

SETTINGS = {
    "an open bracket": ("c.foo = (\n", "nbgrader_config.py ends in an error: SyntaxError: '(' was never closed"),
    "a module that is not there": ("import gone_for_good\n", "No module named 'gone_for_good' (line 2)"),
    "an end": ("import sys\nsys.exit(3)\n", "ends in an error: SystemExit: 3 (line 3)"),
    "a value of no use": ("c.CourseDirectory.course_id = 5\n", "ends in an error: TraitError: "),
    "an address of nothing": ('c.CourseDirectory.db_url = "x:secret@y"\n', "is no address of a database"),
    "a folder that is not there": (
        'c.CourseDirectory.db_url = "sqlite:////gone/x.db"\n',
        "/gone/x.db cannot be opened",
    ),
    "a driver that is not there": (
        'c.CourseDirectory.db_url = "mysql+pymysql://ada:secret@h/x"\n',
        "mysql+pymysql://ada:***@h/x needs a driver that is not installed",
    ),
}


@pytest.fixture
def export(tmp_path, small_course, run):
    """A function that exports a class of one into an nbgrader course with these settings; gives what was said."""
    work = tmp_path / "class" / "ada"
    work.mkdir(parents=True)
    (work / "neuron_output.py").write_text("def net_input(x, w, b):\n    return 1\n")
    words = ["--course", str(small_course), "--gradebook", f"sqlite:///{tmp_path / 'ours.db'}"]
    run(tmp_path, "grader", "collect", "class", *words)
    teaching = tmp_path / "teaching"
    teaching.mkdir()

    def export_with(settings: str) -> str:
        (teaching / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
        done = run(tmp_path, "grader", "export", "nbgrader", "-o", "teaching", *words, code=2)
        (sentence,) = done.stderr.splitlines()
        assert "secret" not in sentence
        return sentence

    return export_with


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(export, name):
    """The sentence names the file and what it raised, or what nbgrader's gradebook lacks; no password is shown."""
    settings, told = SETTINGS[name]

    assert told in export(settings)


def test_file_that_is_no_gradebook(export, tmp_path):
    """A damaged file, or somebody else's, is named."""
    (tmp_path / "teaching" / "gradebook.db").write_text("not a database, and long enough to look like one" * 30)

    assert export("").endswith("teaching/gradebook.db is not a gradebook: the file holds something else")


def test_folder_that_cannot_be_written(export, tmp_path):
    """A file in a folder's place is named."""
    (tmp_path / "teaching" / "autograded").write_text("")

    assert "autograded/ada/first_unit/first_unit.ipynb cannot be written: " in export("")

"""`grader submit` in a folder with notebooks: which are packed, what is said of them, and that collect agrees."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from grader.collect import collect_submissions, plan_notebooks
from grader.collect.notebook.plan import KEPT_STUBS
from grader.course_file import load_course
from grader.jupyter import notebook_text, unit_notebook
from grader.workbook import FOLDER, State, load_progress, notebook_mark, standing, update_progress, with_step

ANSWER = "def f(x):\n    return {value}\n"


@pytest.fixture
def notebooks(desk):
    """A function that writes a unit's notebook with these answers, as a release does; gives its path."""
    course = load_course(desk.root)
    desk_stubs = desk.root / ".grader" / "stubs"
    desk_stubs.mkdir(parents=True)
    for exercise in course.exercises:
        shutil.copy(exercise.stub, desk_stubs)

    def write(unit: str, name: str = "", **answers: str) -> Path:
        built = unit_notebook(course, next(one for one in course.units if one.id == unit))
        for cell in built["cells"]:
            ours = cell["metadata"]["grader"]
            if ours["part"] == "answer" and ours["exercise"] in answers:
                cell["source"] = answers[ours["exercise"]]
        path = desk.root / (name or f"{unit}.ipynb")
        path.write_text(notebook_text(built))
        return path

    return write


def names_in(archive: Path) -> set[str]:
    """Give what a zip holds besides its manifest."""
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist()) - {"manifest.json"}


def collected(desk, archive: Path) -> dict[str, bytes]:
    """Give what `grader collect` takes out of a zip, by exercise."""
    course = load_course(desk.root)
    slugs = [exercise.id for exercise in course.exercises]
    intake = collect_submissions([archive], slugs, course_id=course.id, plan=plan_notebooks(course))
    assert all(check.holds for check in intake.receipts)
    return {one.exercise: one.content for one in intake.submissions}


def test_written_notebooks_are_packed(desk, notebooks):
    """Only the notebook in which something is written; what is in it is named, and what is in none is left out."""
    notebooks("one", double_it=ANSWER.format(value="2 * x"))
    notebooks("two")
    shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout

    assert names_in(desk.root / "a.zip") == {"one.ipynb"}
    assert "  one.ipynb " in shown
    assert "    with double_it\n" in shown
    assert "Left out, since nothing is written in them yet: halve_it, own_numbers" in shown
    assert b"2 * x" in collected(desk, desk.root / "a.zip")["double_it"]
    assert set(collected(desk, desk.root / "a.zip")) == {"double_it"}


def test_nothing_written_anywhere(desk, notebooks):
    """Released notebooks that nobody has touched are nothing to hand in."""
    notebooks("one")
    notebooks("two")

    assert "nothing to hand in yet" in desk.run("submit", "--student", "ada", expect=2).stderr


def test_file_and_notebook_for_one_exercise(desk, notebooks):
    """Both are packed, it is said which counts and how to choose the other, and collect takes the one that was said."""
    notebooks("one", double_it=ANSWER.format(value="2 * x"), halve_it=ANSWER.format(value="x / 2"))
    desk.path("double_it").write_text(ANSWER.format(value="x + x"))
    shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout

    assert names_in(desk.root / "a.zip") == {"double_it.py", "one.ipynb"}
    assert "! one.ipynb answers this as well: this file counts; to hand in the notebook's answer, type" in shown
    found = collected(desk, desk.root / "a.zip")
    assert b"x + x" in found["double_it"]
    assert b"x / 2" in found["halve_it"]

    shown = desk.run("submit", "one.ipynb", "--student", "ada", "--to", "b.zip", expect=0).stdout
    assert names_in(desk.root / "b.zip") == {"one.ipynb"}
    assert "as well" not in shown
    assert b"2 * x" in collected(desk, desk.root / "b.zip")["double_it"]


def test_the_same_answer_in_file_and_notebook_is_written_in_both(desk, notebooks):
    """What is written in the file's place does not make the notebook's a stub: the stubs were put aside."""
    notebooks("one", double_it=ANSWER.format(value="2 * x"))
    desk.path("double_it").write_text(ANSWER.format(value="2 * x"))
    shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout

    assert "    with double_it\n" in shown


def test_an_exercise_by_its_name_is_found_in_its_notebook(desk, notebooks):
    """Where the file is still the stub, or gone, the notebook that answers it is packed instead."""
    notebooks("one", double_it=ANSWER.format(value="2 * x"))
    desk.run("submit", "double_it", "--student", "ada", "--to", "a.zip", expect=0)
    assert names_in(desk.root / "a.zip") == {"one.ipynb"}

    desk.path("double_it").unlink()
    desk.run("submit", "double_it", "--student", "ada", "--to", "b.zip", expect=0)
    assert names_in(desk.root / "b.zip") == {"one.ipynb"}

    desk.path("halve_it").unlink()
    assert "there is no file for halve_it" in desk.run("submit", "halve_it", "--student", "ada", expect=2).stderr


def test_a_notebook_of_any_name_by_its_path(desk, notebooks):
    """Named, it is packed wherever it lies; not named, only those of a unit's or an exercise's name are."""
    path = notebooks("one", "my work.ipynb", double_it=ANSWER.format(value="2 * x"))
    assert "nothing to hand in" in desk.run("submit", "--student", "ada", expect=2).stderr
    desk.run("submit", str(path), "--student", "ada", "--to", "a.zip", expect=0)

    assert set(collected(desk, desk.root / "a.zip")) == {"double_it"}


def test_a_second_notebook_with_the_same_answer(desk, notebooks):
    """It is said which of the two counts, and collect takes that one."""
    notebooks("one", double_it=ANSWER.format(value="2 * x"))
    notebooks("one", "double_it.ipynb", double_it=ANSWER.format(value="x + x"))
    shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout

    assert "! double_it: the answer in one.ipynb counts" in shown
    assert b"2 * x" in collected(desk, desk.root / "a.zip")["double_it"]


def test_numbers_of_one_s_own(desk, notebooks):
    """A notebook need not hold them, and is nothing written if they are all it holds; those of another are told."""
    numbers = '# <your numbers>\nmade_for = "ada"\n# </your numbers>\n'
    notebooks("two", own_numbers=numbers + "double = None\n")
    assert "nothing to hand in" in desk.run("submit", "--student", "ada", expect=2).stderr

    for answer, complaint in (("", ""), (numbers, ""), (numbers.replace("ada", "bob"), "the numbers of 'bob'")):
        notebooks("two", own_numbers=f"{answer}double = 7\n")
        shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout
        assert "    with own_numbers\n" in shown
        assert complaint in shown
        assert ("!" in shown) == bool(complaint)


def test_warnings(desk, notebooks):
    """What will get no points is packed all the same, and its student is told."""
    notebooks("one", double_it="def f(x)\n    return 2\n")
    shown = desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0).stdout
    assert "! double_it: line" in shown
    assert "this answer will get no points" in shown

    (desk.root / "two.ipynb").write_text('{"cells": [')
    shown = desk.run("submit", "--student", "ada", "--to", "b.zip", expect=0).stdout
    assert "! this notebook " in shown
    assert "nothing in it will get points" in shown

    notebooks("one")
    shown = desk.run("submit", "one.ipynb", "--student", "ada", "--to", "c.zip", expect=0).stdout
    assert "! nothing is written in this notebook yet" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone.ipynb"], "there is no notebook gone.ipynb"),
        ([".hidden.ipynb"], "a notebook of this name cannot be handed in; rename it"),
        (["one.ipynb", "sub/one.ipynb"], "have the same name: rename one of them"),
    ],
)
def test_what_cannot_be_packed(words, said, desk, notebooks):
    """A sentence that says what to do, and exit code 2."""
    path = notebooks("one", double_it=ANSWER.format(value="2 * x"))
    (desk.root / "sub").mkdir()
    shutil.copy(path, desk.root / "sub")
    shutil.copy(path, desk.root / ".hidden.ipynb")

    assert said in desk.run("submit", *words, "--student", "ada", expect=2).stderr


def test_a_name_that_moves_the_cursor(desk, notebooks):
    """A notebook's name is printed inert."""
    path = notebooks("one", "a\x1b[31m\u202e.ipynb", double_it=ANSWER.format(value="2 * x"))
    done = desk.run("submit", str(path), "--student", "ada", "--to", "a.zip")

    assert "rename it" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout + done.stderr


def test_a_unit_s_notebook_in_the_current_folder_comes_first(desk, notebooks):
    """Whoever keeps all files in one folder works there."""
    notebooks("one", double_it=ANSWER.format(value="'beside course.yaml'"))
    own = desk.root / "mine"
    own.mkdir()
    shutil.copy(notebooks("one", "copy.ipynb", double_it=ANSWER.format(value="'here'")), own / "one.ipynb")
    desk.run("submit", "--student", "ada", "--to", "a.zip", expect=0, cwd=own)

    assert b"'here'" in collected(desk, own / "a.zip")["double_it"]
    assert json.loads((own / "one.ipynb").read_text())["cells"]


def test_stubs_are_looked_for_where_a_release_keeps_them():
    """Two stages name the same folder, as neither imports the other."""
    assert f"{FOLDER}/stubs" == KEPT_STUBS


def test_standing_after_a_check_in_a_notebook(desk):
    """It counts as long as nothing is written in the file and the tests are those that were run."""
    course = load_course(desk.root)
    exercise = course.exercise("double_it")

    def state() -> State:
        return standing(exercise, load_progress(course))

    def checked(passed: int) -> None:
        marked = {"checked": notebook_mark(exercise), "passed": passed, "tests": 2}
        update_progress(course, lambda progress: with_step(progress, exercise.id, **marked))

    assert state() is State.UNTOUCHED
    checked(1)
    assert state() is State.FAILING
    assert "1 of 2 pass" in desk.run("list", expect=0).stdout
    assert "Next: %check double_it, in your notebook" in desk.run("list", expect=0).stdout
    checked(2)
    assert state() is State.PASSING
    stub = exercise.stub.read_text()
    exercise.stub.write_text(ANSWER.format(value=1))
    assert state() is State.STARTED
    exercise.stub.unlink()
    assert state() is State.PASSING
    exercise.stub.write_text(stub)
    exercise.visible_tests.write_text(exercise.visible_tests.read_text() + "\n")
    assert state() is State.UNTOUCHED

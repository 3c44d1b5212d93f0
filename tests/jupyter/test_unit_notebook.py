"""Released notebooks: statements, stubs and check cells, valid, complete, and no more than students may have."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.jupyter import unit_notebook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory) -> Path:
    """What `grader release --notebooks` writes for the course."""
    folder = tmp_path_factory.mktemp("out") / "handout"
    command = [sys.executable, "-m", "grader", "release", str(folder), "--notebooks", "--course", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def cells_of(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_one_notebook_a_unit(handed_out):
    """Each exercise has statement, answer and check, in the order of the course, and a cell for one's own numbers."""
    course = load_course(ROOT)

    for unit in course.units:
        parts = [
            (cell["metadata"]["grader"]["exercise"], cell["metadata"]["grader"]["part"], cell["cell_type"])
            for cell in cells_of(handed_out / f"{unit.id}.ipynb")[2:]
        ]
        assert parts == [
            (exercise.id, part, kind)
            for exercise in unit.exercises
            for part, kind in (("statement", "markdown"), ("numbers", "code"), ("answer", "code"), ("check", "code"))
            if part != "numbers" or exercise.variant_file.exists()
        ]


def test_the_readme_names_them(handed_out, tmp_path):
    """Where notebooks are given out the README says how they are used, and nowhere else."""
    assert "open `what_deep_learning_is.ipynb` in Jupyter" in (handed_out / "README.md").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "grader", "release", str(tmp_path / "plain"), "--course", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    assert "Jupyter" not in (tmp_path / "plain" / "README.md").read_text(encoding="utf-8")


def test_cells_say_what_students_need(handed_out):
    """The answer cell is the stub, marked; the statement has its mathematics and no shell commands."""
    cells = {
        (cell["metadata"]["grader"].get("exercise"), cell["metadata"]["grader"]["part"]): cell["source"]
        for cell in cells_of(handed_out / "learning.ipynb")
    }

    stub = (handed_out / "exercises" / "sgd" / "sgd.py").read_text()
    assert cells["sgd", "answer"] == f"# exercise: sgd\n{stub.strip()}"
    assert cells["sgd", "check"] == "%check sgd"
    assert "$$J(\\beta)" in cells["sgd", "statement"]
    assert "Try it" not in cells["sgd", "statement"]
    assert "## Source" in cells["sgd", "statement"]
    assert "in the cell below" in cells["sgd", "statement"]
    assert cells[None, "setup"] == "%load_ext grader"


def test_released_notebook_is_valid(handed_out):
    """Jupyter's own validator accepts every notebook."""
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: pip install 'grader[nbgrader]'")

    for path in handed_out.glob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))


def test_written_notebooks_are_not_overwritten(handed_out, tmp_path):
    """Releasing again leaves a notebook alone that somebody has written in."""
    folder = tmp_path / "again"
    shutil.copytree(handed_out, folder)
    (folder / "learning.ipynb").write_text("{}")
    words = ["release", str(folder), "--notebooks", "--replace", "--course", str(ROOT)]

    done = subprocess.run([sys.executable, "-m", "grader", *words], check=True, capture_output=True, text=True)

    assert "somebody has written in it" in done.stdout
    assert (folder / "learning.ipynb").read_text() == "{}"


def test_notebook_is_the_same_each_time():
    """Nothing in a notebook depends on when or where it was made."""
    course = load_course(ROOT)

    assert unit_notebook(course, course.units[0]) == unit_notebook(course, course.units[0])

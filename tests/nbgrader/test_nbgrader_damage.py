"""Damaged notebooks through `nbgrader autograde` and `grader collect`: what was written counts, one harms no other."""

from __future__ import annotations

import copy
import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def load_bank() -> ModuleType:
    spec = importlib.util.spec_from_file_location("damaged_notebooks", Path(__file__).parent / "damaged_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BANK = load_bank()
FULL = 20.5


@dataclass(frozen=True)
class Graded:
    """The whole bank, graded: points by student as nbgrader's gradebook has them, as ours has, and the pages."""

    teaching: Path
    theirs: dict[str, float]
    unsure: dict[str, bool]
    ours: dict[str, float]
    said: str

    def page(self, student: str) -> str:
        return (self.teaching / "feedback" / student / "first_unit" / "first_unit.html").read_text()


@pytest.fixture(scope="module")
def graded(tmp_path_factory, generated, small_course, run, students) -> Graded:
    """The bank handed in, and graded twice: by `nbgrader autograde` in one run, and by `grader collect`."""
    from nbgrader.api import Gradebook

    teaching = tmp_path_factory.mktemp("damage") / "teaching"
    shutil.copytree(generated, teaching)
    for name, content in handed_in(teaching, students).items():
        place = teaching / "submitted" / name / students.unit
        place.mkdir(parents=True)
        (place / f"{students.unit}.ipynb").write_bytes(content)
        (place / "timestamp.txt").write_text("2026-10-01 12:00:00 UTC")
    done = run(teaching, "nbgrader", "autograde", students.unit)
    run(teaching, "nbgrader", "generate_feedback", students.unit)
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        rows = gradebook.find_assignment(students.unit).submissions
        theirs = {row.student.id: row.score for row in rows}
        unsure = {row.student.id: row.needs_manual_grade for row in rows}
    words = ["--course", str(small_course), "--gradebook", f"sqlite:///{teaching / 'collected.db'}"]
    run(teaching, "grader", "collect", "submitted", *words)
    ours = dict.fromkeys(theirs, 0.0)
    for row in json.loads(run(teaching, "grader", "export", "json", *words).stdout)["results"]:
        ours[row["student"]] += float(row["points"] or 0)
    return Graded(teaching, theirs, unsure, ours, done.stdout + done.stderr)


def handed_in(teaching: Path, students: Any) -> dict[str, bytes]:
    """Give every notebook of the bank, by student."""
    released = json.loads((teaching / "release" / students.unit / f"{students.unit}.ipynb").read_text())
    for cell in released["cells"]:
        cell["source"] = "".join(cell["source"])
    right = students.fill_in(released, students.right())
    damages: dict[str, Callable[[dict[str, Any]], bytes]] = dict(BANK.HARMLESS)
    damages |= {name: damage for name, (damage, _) in BANK.LOST.items()}
    files = {name: damage(copy.deepcopy(right)) for name, damage in damages.items()}
    return files | dict.fromkeys(BANK.NAMES, BANK.dumped(right))


@pytest.mark.parametrize("name", [*BANK.HARMLESS, *BANK.NAMES])
def test_what_was_written_counts_in_full(graded, name):
    """Whatever became of the cells around it, and whatever the student is called."""
    assert (graded.theirs[name], graded.ours[name], graded.unsure[name]) == (FULL, FULL, False)
    assert "neuron_output" in graded.page(name)


@pytest.mark.parametrize("name", BANK.LOST)
def test_what_cannot_be_read_is_told(graded, name):
    """No points, no doubt, and a page that says why."""
    assert (graded.theirs[name], graded.ours[name], graded.unsure[name]) == (0.0, 0.0, False)
    assert BANK.LOST[name][1] in graded.page(name)


def test_a_whole_class_of_it_makes_no_noise(graded):
    """What nbgrader prints of such a class has no word of a broken notebook: it is our reader that reads them."""
    remarks = [line for line in graded.said.splitlines() if "ERROR" in line or "nbformat" in line]

    assert remarks == []


def test_notebooks_in_formgrader_are_valid(graded):
    """What formgrader shows is valid to Jupyter and to nbgrader, with every cell that scores exactly once."""
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    for student in (*BANK.HARMLESS, *BANK.LOST):
        path = graded.teaching / "autograded" / student / "first_unit" / "first_unit.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)
        names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
        assert sorted(names) == sorted(
            f"{slug}{ending}"
            for slug in ("neuron_output", "activations", "sigmoid_derivative")
            for ending in ("", "_check", "_statement")
        )


def test_answers_stand_where_formgrader_looks_for_them(graded):
    """The cell that is shown as the answer holds the student's, also where an editor has dropped the metadata."""
    for student in ("as_released", "duplicated", "reversed", "schema_0", "huge_outputs", "utf_16"):
        path = graded.teaching / "autograded" / student / "first_unit" / "first_unit.ipynb"
        cells = json.loads(path.read_text())["cells"]
        answer = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "neuron_output")
        assert "def neuron_output" in "".join(answer["source"])
        assert "raise NotImplementedError" not in "".join(answer["source"])

"""`grader export nbgrader` puts scores where nbgrader's assignments are, whatever an instructor has called them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

UNIT = "first_unit"


def exported(teaching: Path, run) -> dict[tuple[str, str], tuple[float, float]]:
    """Give points and late penalty of `nbgrader export`, by assignment and student."""
    run(teaching, "nbgrader", "export")
    rows = csv.DictReader((teaching / "grades.csv").read_text().splitlines())
    return {
        (row["assignment"], row["student_id"]): (float(row["score"]), float(row["late_submission_penalty"]))
        for row in rows
    }


@pytest.fixture
def in_parts(teaching, run):
    """The unit in two assignments, one of which has its name; gives the released notebooks by assignment and name."""
    whole = json.loads((teaching / "source" / UNIT / f"{UNIT}.ipynb").read_text())
    run(teaching, "nbgrader", "db", "assignment", "remove", UNIT, "--force")
    shutil.rmtree(teaching / "source" / UNIT)
    shutil.rmtree(teaching / "release")
    parts = {(UNIT, UNIT): {"neuron_output"}, ("week2", "second"): {"activations", "sigmoid_derivative"}}
    released = {}
    for (assignment, name), slugs in parts.items():
        cells = [cell for cell in whole["cells"] if cell["metadata"]["grader"].get("exercise") in {None, *slugs}]
        (teaching / "source" / assignment).mkdir()
        (teaching / "source" / assignment / f"{name}.ipynb").write_text(json.dumps(whole | {"cells": cells}))
        run(teaching, "nbgrader", "generate_assignment", assignment)
        text = (teaching / "release" / assignment / f"{name}.ipynb").read_text()
        released[assignment, name] = json.loads(text)
    return released


def test_unit_in_parts(teaching, in_parts, run, students, tmp_path):
    """Nothing is counted twice: those nbgrader graded stay as they are, others come to the same assignments."""
    for (assignment, name), notebook in in_parts.items():
        place = teaching / "submitted" / "ada" / assignment
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_text(json.dumps(students.fill_in(notebook, students.right())))
        (place / "timestamp.txt").write_text("2026-10-07 12:00:00 UTC")
        run(teaching, "nbgrader", "autograde", assignment)
    before = exported(teaching, run)
    assert before == {(UNIT, "ada"): (8, 2), ("week2", "ada"): (8.4, 2.1)}
    for slug, text in students.right().items():
        (tmp_path / "late" / "bob").mkdir(parents=True, exist_ok=True)
        (tmp_path / "late" / "bob" / f"{slug}.py").write_text(text)
    run(teaching, "grader", "collect", str(tmp_path / "late"), "--not-before", "2026-10-07T12:00")

    run(teaching, "grader", "export", "nbgrader")

    after = exported(teaching, run)
    assert {place: points for place, points in after.items() if place in before} == before
    assert {assignment for assignment, _ in after} == {UNIT, "week2"}
    assert sum(points for (_, student), (points, _) in after.items() if student == "bob") > 0
    shown = json.loads((teaching / "autograded" / "bob" / "week2" / "second.ipynb").read_text())
    asked = {cell["metadata"]["grader"].get("exercise") for cell in shown["cells"]}
    assert asked == {None, "activations", "sigmoid_derivative"}
    assert {path.name for path in (teaching / "source").iterdir()} == {UNIT, "week2"}


def test_exercise_that_came_after_release(teaching, released, small_course, run, students, tmp_path):
    """While nobody has handed it in it holds nothing up; then it is told that nbgrader adds nothing to that assignment.

    A due date that somebody typed in nbgrader stays.
    """
    larger = tmp_path / "larger"
    shutil.copytree(small_course, larger)
    (larger / "course.yaml").write_text(
        (small_course / "course.yaml").read_text()
        + "      - {id: losses, title: Loss functions, kind: code, points: 4}\n"
    )
    for folder in ("exercises", "solutions"):
        shutil.copytree(Path(__file__).resolve().parents[2] / folder / "losses", larger / folder / "losses")
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write(f'c.EngineGrades.course = "{larger}"\n')
    place = teaching / "submitted" / "ada" / UNIT
    place.mkdir(parents=True)
    (place / f"{UNIT}.ipynb").write_text(json.dumps(students.fill_in(released, students.right())))
    (place / "timestamp.txt").write_text("2026-10-05 12:00:00 UTC")
    run(teaching, "nbgrader", "db", "assignment", "add", UNIT, "--duedate=2026-10-09 12:00:00 UTC")
    run(teaching, "nbgrader", "autograde", UNIT)

    run(teaching, "grader", "export", "nbgrader")

    from nbgrader.api import Gradebook

    assert exported(teaching, run) == {(UNIT, "ada"): (20.5, 0)}
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert str(gradebook.find_assignment(UNIT).duedate) == "2026-10-09 12:00:00"

    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "losses.py").write_text(students.bank("right", "losses")[0])
    run(teaching, "grader", "collect", str(tmp_path / "class"))

    (sentence,) = run(teaching, "grader", "export", "nbgrader", code=2).stderr.splitlines()

    assert (
        "first_unit has submissions in nbgrader, which adds nothing to it any more: give losses a notebook" in sentence
    )
    assert exported(teaching, run) == {(UNIT, "ada"): (20.5, 0)}

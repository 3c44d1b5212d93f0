"""Exercises with a student's own numbers under nbgrader: one released notebook, everybody graded with their own."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.variant import draw_variant

ROOT = Path(__file__).resolve().parents[2]
SLUG, UNIT = "by_hand_neuron", "by_hand"
COURSE = f"""\
id: own
title: Numbers of one's own
units:
  - id: {UNIT}
    title: By hand
    exercises:
      - {{id: {SLUG}, title: One neuron by hand, kind: answers, points: 8}}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory, run) -> Path:
    """An nbgrader course with that exercise, its assignment generated; ours lies beside it."""
    base = tmp_path_factory.mktemp("own")
    for place in ("exercises", "solutions"):
        shutil.copytree(ROOT / place / SLUG, base / "course" / place / SLUG)
    (base / "course" / "course.yaml").write_text(COURSE)
    run(base, "grader", "nbgrader", "init", "teaching", "--course", "course")
    run(base / "teaching", "nbgrader", "generate_assignment", UNIT)
    return base / "teaching"


def worked_out(course: Path, student: str) -> str:
    """Give the right answers of a student, as they would write them."""
    loaded = load_course(course)
    x, w, b = draw_variant(loaded.id, loaded.exercise(SLUG), student).values()
    products = [round(one * weight, 6) for one, weight in zip(x, w, strict=True)]
    z = round(sum(products) + b, 6)
    return (
        f"products = {products}\nnet_input = {z}\nrelu_output = {max(0, z)}\n"
        f"sigmoid_output = {1 / (1 + math.exp(-z)):.4f}\n"
    )


def test_released_notebook_says_how_to_see_them(own):
    """No numbers, no place for them and no command of a terminal: a cell that shows them."""
    released = json.loads((own / "release" / UNIT / f"{UNIT}.ipynb").read_text())
    cells = {cell["metadata"]["grader"]["part"]: "".join(cell["source"]) for cell in released["cells"]}

    assert cells["numbers"] == f"%numbers {SLUG}"
    assert "The next cell shows them" in cells["statement"]
    assert "made_for" not in cells["answer"]
    assert "grader start" not in cells["statement"] + cells["answer"]


def test_everybody_is_graded_with_their_own(own, run):
    """Right answers to one's own numbers get full marks, those of somebody else none, and the page says whose."""
    from nbgrader.api import Gradebook

    released = json.loads((own / "release" / UNIT / f"{UNIT}.ipynb").read_text())
    handed_in = {"ada": "ada", "Bob": "Bob", "cy lee": "cy lee", "copycat": "ada"}
    for student, whose in handed_in.items():
        for cell in released["cells"]:
            if cell["metadata"]["grader"]["part"] == "answer":
                cell["source"] = worked_out(own.parent / "course", whose)
            if cell["metadata"]["grader"]["part"] == "numbers":
                cell["source"] = f"%numbers {SLUG} {whose}"
        place = own / "submitted" / student / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_text(json.dumps(released))

    run(own, "nbgrader", "autograde", UNIT)
    run(own, "nbgrader", "generate_feedback", UNIT)

    with Gradebook(f"sqlite:///{own / 'gradebook.db'}") as gradebook:
        scores = {student: gradebook.find_submission(UNIT, student).score for student in handed_in}
        comment = gradebook.find_comment(SLUG, UNIT, UNIT, "Bob").auto_comment
    assert scores.pop("copycat") < 4
    assert scores == {"ada": 8.0, "Bob": 8.0, "cy lee": 8.0}
    assert "Marked with the numbers of Bob: x = (" in comment
    assert "numbers of copycat" in (own / "feedback" / "copycat" / UNIT / f"{UNIT}.html").read_text()

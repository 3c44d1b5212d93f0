"""The bank of odd cells, a student each, through `nbgrader autograde` and `grader collect`: what was written counts."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

COURSE = """\
id: odd
title: Odd cells
units:
  - id: unit_one
    title: Unit one
    exercises:
      - {id: neuron, title: The output of a neuron, kind: code, points: 10}
      - {id: activations, title: Activation functions, kind: code, points: 1}
"""
TESTS = {
    "neuron": "assert abs(student.net_input([1.0, 2.0], [3.0, 4.0], 0.5) - 11.5) < 1e-9",
    "activations": "assert student.relu(-1) == 0 and student.sigmoid(0) == 0.5",
}
REFERENCES = {
    "neuron": "def net_input(x, w, b):\n    return sum(p * q for p, q in zip(x, w)) + b\n",
    "activations": "def relu(z):\n    return max(z, 0)\n\n\ndef sigmoid(z):\n    return 0.5\n",
}
FULL = 10.0


def load_bank() -> ModuleType:
    path = Path(__file__).parents[1] / "collect" / "test_notebook_oddities.py"
    spec = importlib.util.spec_from_file_location("bank_of_odd_cells", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BANK = load_bank()
CASES = list(BANK.BANK)


@dataclass(frozen=True)
class Graded:
    """The points of the neuron, by student: nbgrader's, and ours."""

    theirs: dict[str, float]
    ours: dict[str, float]
    said: str


def student_of(case: str) -> str:
    return f"s{CASES.index(case):03}"


def write_course(root: Path) -> None:
    stubs = {"neuron": BANK.NEURON_STUB, "activations": BANK.TWO_STUB}
    root.mkdir()
    (root / "course.yaml").write_text(COURSE)
    for slug, stub in stubs.items():
        test = f'def test_{{}}(student):\n    """It is right"""\n    {TESTS[slug]}\n'
        files = {
            f"exercises/{slug}/README.md": f"# {slug}\n\nWrite it.\n",
            f"exercises/{slug}/{slug}.py": stub,
            f"exercises/{slug}/test_{slug}.py": test.format("seen"),
            f"solutions/{slug}/{slug}.py": REFERENCES[slug],
            f"solutions/{slug}/test_hidden.py": test.format("hidden"),
        }
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)


def as_notebook(cells: list[dict[str, Any]]) -> str:
    """Give a notebook as Jupyter writes it."""
    of_code = {"outputs": [], "execution_count": 1}
    made = [
        {**cell, "id": f"cell{number}", **(of_code if cell["cell_type"] == "code" else {})}
        for number, cell in enumerate(cells)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


@pytest.fixture(scope="module")
def graded(tmp_path_factory, run) -> Graded:
    """The whole bank handed in, and graded twice in one run each."""
    from nbgrader.api import Gradebook

    base = tmp_path_factory.mktemp("odd")
    write_course(base / "course")
    run(base, "grader", "nbgrader", "init", "teaching", "--course", "course")
    teaching = base / "teaching"
    run(teaching, "nbgrader", "generate_assignment", "unit_one")
    for case in CASES:
        place = teaching / "submitted" / student_of(case) / "unit_one"
        place.mkdir(parents=True)
        (place / "unit_one.ipynb").write_text(as_notebook(BANK.BANK[case]))
    done = run(teaching, "nbgrader", "autograde", "unit_one")
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        theirs = {
            student_of(case): gradebook.find_grade("neuron_check", "unit_one", "unit_one", student_of(case)).score
            for case in CASES
        }
    words = ["--course", str(base / "course"), "--gradebook", f"sqlite:///{teaching / 'collected.db'}"]
    run(teaching, "grader", "collect", "submitted", *words)
    rows = json.loads(run(teaching, "grader", "export", "json", *words).stdout)["results"]
    ours = {row["student"]: float(row["points"] or 0) for row in rows if row["exercise"] == "neuron"}
    return Graded(theirs, ours, done.stdout + done.stderr)


@pytest.mark.parametrize("case", CASES)
def test_odd_cells_get_their_points(graded, case):
    """The same from both, and as decided for the case."""
    expected = 0.0 if case.endswith("-> wrong") else FULL

    assert (graded.theirs[student_of(case)], graded.ours[student_of(case)]) == (expected, expected)


def test_nothing_in_them_makes_a_step_fail(graded):
    """One run of nbgrader grades them all, and remarks on none."""
    assert [line for line in graded.said.splitlines() if "ERROR" in line or "nbformat" in line] == []

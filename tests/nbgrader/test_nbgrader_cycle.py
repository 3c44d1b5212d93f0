"""The whole cycle of nbgrader, from an empty folder, by its own commands, graded by this engine."""

from __future__ import annotations

import copy
import csv
import importlib.util
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from grader.jupyter import unit_notebook

STUDENTS = 20


def hand_in(folder: Path, unit: str, student: str, notebook: dict[str, Any] | str, time: str) -> None:
    """Put a notebook where `nbgrader submit` puts it."""
    place = folder.parent / "exchange" / "small" / "inbound" / f"{student}+{unit}+{time}+a1b2"
    place.mkdir(parents=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (place / f"{unit}.ipynb").write_text(text)
    (place / "timestamp.txt").write_text(time)


def damage(number: int, notebook: dict[str, Any]) -> dict[str, Any] | str:
    """Give the notebook as student `number` left it."""
    cells = notebook["cells"]
    answers = [cell for cell in cells if cell["metadata"].get("grader", {}).get("part") == "answer"]
    checks = [cell for cell in cells if cell["metadata"].get("grader", {}).get("part") == "check"]
    match number:
        case 3:  # breaks off
            return json.dumps(notebook)[:-60]
        case 4:  # check cells deleted, an answer cell duplicated
            cells[:] = [cell for cell in cells if cell not in checks] + [copy.deepcopy(answers[0])]
        case 5:  # forged scores, outputs, checksums
            for cell in checks:
                cell["source"] = "100"
                cell["metadata"]["nbgrader"] |= {"points": 1000.0, "checksum": "0" * 32}
                cell["outputs"] = [
                    {
                        "output_type": "execute_result",
                        "data": {"text/plain": "1000.0"},
                        "metadata": {},
                        "execution_count": 1,
                    }
                ]
        case 6:  # metadata stripped by another editor
            for cell in cells:
                cell["metadata"] = {}
            notebook["metadata"] = {}
        case 7:  # metadata of no shape
            for cell in cells[2:]:
                cell["metadata"]["nbgrader"] = ["x"]
        case 8:  # magics, a shell command, an experiment that fails
            cells.insert(
                2, {**copy.deepcopy(answers[0]), "metadata": {}, "id": "extra", "source": "!ls\n%pip list\n1/0"}
            )
        case 9:  # reordered and retyped
            cells.reverse()
            for key in ("outputs", "execution_count"):
                answers[0].pop(key)
            answers[0]["cell_type"] = "markdown"
        case 10:  # an endless loop
            answers[1]["source"] = "while True:\n    relu = 1"
    return notebook


def column(text: str, name: str) -> dict[str, Decimal]:
    """Give one column of a table of scores, by student."""
    rows = list(csv.DictReader(text.splitlines()))
    key = "student" if "student" in rows[0] else "student_id"
    return {row[key]: Decimal(row[name]).quantize(Decimal("0.01")) for row in rows}


@pytest.fixture
def cycle(teaching, released, run, students) -> Callable[[], Path]:
    """A function that takes a class of 20 through nbgrader."""

    def go() -> Path:
        unit = students.unit
        run(teaching, "nbgrader", "release_assignment", unit)
        for number in range(STUDENTS):
            notebook = students.fill_in(released, students.right() if number in {5, 9, 10} else students.mixed(number))
            day = 5 + number % 4  # handed in up to two days after the 5th
            hand_in(
                teaching, unit, f"student{number:02}", damage(number, notebook), f"2026-10-{day:02} 12:00:00.000000 UTC"
            )
        run(teaching, "nbgrader", "collect", unit)
        # A kernel cannot be started: nothing of ours may need one.
        with (teaching / "nbgrader_config.py").open("a") as config:
            config.write('c.Execute.kernel_name = "there-is-none"\n')
        run(teaching, "nbgrader", "autograde", unit)
        run(teaching, "nbgrader", "generate_feedback", unit)
        run(teaching, "nbgrader", "export")
        return teaching

    return go


def test_nbgrader_is_there_in_ci():
    """CI has the real nbgrader."""
    assert importlib.util.find_spec("nbgrader") is not None or not os.environ.get("CI")


def test_cycle_of_a_class(cycle, small_course, run, students):
    """A class of 20 ends with the same points in nbgrader's export as in ours, whatever they did to their notebooks."""
    teaching, unit = cycle(), students.unit

    theirs = (teaching / "grades.csv").read_text()
    url = f"sqlite:///{teaching / 'grader.db'}"
    ours = run(teaching, "grader", "export", "csv", "--course", str(small_course), "--gradebook", url).stdout
    points = column(ours, "total")
    assert column(theirs, "score") == points
    assert len(points) == STUDENTS
    assert set(column(theirs, "max_score").values()) == {Decimal("20.50")}
    assert any(column(theirs, "late_submission_penalty").values())
    assert len(set(points.values())) > 6

    # What single students did to their notebooks. Numbers 5 and 9 are two and one days late.
    assert points["student03"] == 0
    assert points["student05"] == Decimal("18.45")
    assert points["student09"] == Decimal("18.45")
    assert 0 < points["student10"] < Decimal("20.50")

    # Nobody's feedback is missing, and it says what was wrong with the notebook that could not be read.
    pages = sorted((teaching / "feedback").glob(f"*/{unit}/{unit}.html"))
    assert len(pages) == STUDENTS
    assert "breaks off" in (teaching / "feedback" / "student03" / unit / f"{unit}.html").read_text()

    # No part of a hidden test stands in anything that nbgrader hands out.
    hidden = [
        line.strip()
        for path in small_course.glob("solutions/*/test_hidden.py")
        for line in path.read_text().splitlines()
        if line.strip().startswith(("assert", "def test_")) and len(line.strip()) > 25
    ]
    assert len(hidden) > 10
    for path in (*teaching.glob("release/**/*.ipynb"), *teaching.glob("autograded/**/*.ipynb"), *pages):
        text = path.read_text()
        assert [line for line in hidden if line in text] == []


def test_source_notebooks_are_valid(small_course):
    """What `init` writes is a valid notebook, and valid to nbgrader."""
    nbformat = pytest.importorskip("nbformat")
    validator = pytest.importorskip("nbgrader.nbgraderformat").MetadataValidator()
    from grader.course_file import load_course

    course = load_course(small_course)
    for unit in course.units:
        notebook = nbformat.from_dict(unit_notebook(course, unit, for_nbgrader=True))
        nbformat.validate(notebook)
        validator.validate_nb(notebook)

"""A course of nbgrader's that has other assignments, folders and names of its own, with ours among them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

UNIT = "first_unit"
THEIRS = "homework"


def their_notebook(answer: str) -> dict[str, object]:
    """Give a notebook with one function and its test, by nbgrader alone."""
    both = {"schema_version": 3, "task": False}
    cells = {
        answer: {"grade_id": "relu_fn", "grade": False, "solution": True, "locked": False},
        "assert relu(2) == 2": {"grade_id": "relu_test", "grade": True, "solution": False, "locked": True, "points": 4},
    }
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "cell_type": "code",
                "id": ours["grade_id"],
                "source": source,
                "metadata": {"nbgrader": both | ours},
                "outputs": [],
                "execution_count": None,
            }
            for source, ours in cells.items()
        ],
    }


def write(place: Path, notebook: object, time: str = "") -> None:
    """Put a notebook into a folder of nbgrader's."""
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{UNIT}.ipynb").write_text(json.dumps(notebook))
    if time:
        (place / "timestamp.txt").write_text(time)


def exported(teaching: Path, run) -> dict[tuple[str, str], float]:
    """Give the points of `nbgrader export`, by assignment and student."""
    run(teaching, "nbgrader", "export")
    rows = csv.DictReader((teaching / "grades.csv").read_text().splitlines())
    return {(row["assignment"], row["student_id"]): float(row["score"]) for row in rows}


@pytest.mark.parametrize("beside", [False, True], ids=["in an assignment of its own", "beside ours"])
def test_names_that_another_notebook_has_as_well(teaching, released, run, students, beside):
    """Functions of our exercises' names in another notebook of the course, handed in later, are no answers to ours."""
    theirs = their_notebook("def relu(x):\n    return 0\ndef sigmoid(z):\n    return 0\ndef softmax(z):\n    return 0")
    assignment, name = (UNIT, "bonus") if beside else (THEIRS, UNIT)
    source = teaching / "source" / assignment
    source.mkdir(exist_ok=True)
    (source / f"{name}.ipynb").write_text(json.dumps(theirs))
    run(teaching, "nbgrader", "generate_assignment", assignment, "--force")
    unmarked = theirs | {"cells": [{**cell, "metadata": {}} for cell in theirs["cells"]]}
    place = teaching / "submitted" / "ada"
    write(place / UNIT, students.fill_in(released, students.right() | {"activations": ""}), "2026-10-05 12:00:00 UTC")
    write(place / THEIRS, unmarked, "2026-10-05 13:00:00 UTC")
    if beside:
        (place / UNIT / "bonus.ipynb").write_text(json.dumps(unmarked))

    run(teaching, "nbgrader", "autograde", UNIT)

    assert exported(teaching, run)[UNIT, "ada"] == 13.5
    page = (teaching / "autograded" / "ada" / UNIT / f"{UNIT}.ipynb").read_text()
    assert "has no answer to activations" in page


def test_course_keeps_its_name(tmp_path, small_course, run):
    """Wherever that is set: the exchange knows a course by it. A course from the start has that of course.yaml."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    run(tmp_path, "grader", "nbgrader", "init", "added", "--course", str(small_course))
    (tmp_path / "nbgrader_config.py").unlink()
    run(tmp_path, "grader", "nbgrader", "init", "new", "--course", str(small_course))

    assert "course_id" not in (tmp_path / "added" / "nbgrader_config.py").read_text()
    assert "c.CourseDirectory.course_id = 'small'" in (tmp_path / "new" / "nbgrader_config.py").read_text()


def test_export_into_folders_of_other_names(teaching, small_course, run, students, tmp_path):
    """Formgrader looks for its pages where nbgrader's settings say, and nothing is written anywhere else."""
    with (teaching / "nbgrader_config.py").open("a") as config:
        for step in ("source", "submitted", "autograded"):
            config.write(f'c.CourseDirectory.{step}_directory = "their_{step}"\n')
    (teaching / "source").rename(teaching / "their_source")
    before = {path.name for path in teaching.iterdir()}
    for slug, text in students.right().items():
        (tmp_path / "class" / "ada").mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / "ada" / f"{slug}.py").write_text(text)
    run(teaching, "grader", "collect", str(tmp_path / "class"))

    run(teaching, "grader", "export", "nbgrader")

    shown = f"ada/{UNIT}/{UNIT}.ipynb"
    assert (teaching / "their_autograded" / shown).read_bytes() == (teaching / "their_submitted" / shown).read_bytes()
    new = {path.name for path in teaching.iterdir()} - before
    assert new == {"their_submitted", "their_autograded", "grader.db"}


def test_export_by_settings_that_lie_elsewhere(teaching, small_course, run, students, tmp_path):
    """The course is in the folder that they name; nothing is written beside the settings."""
    settings = tmp_path / "settings"
    settings.mkdir()
    (teaching / "nbgrader_config.py").unlink()
    (settings / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.root = {str(teaching)!r}\n")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "neuron_output.py").write_text(students.right()["neuron_output"])
    words = ["--course", str(small_course), "--gradebook", f"sqlite:///{tmp_path / 'ours.db'}"]
    run(tmp_path, "grader", "collect", "ada", *words)

    run(tmp_path, "grader", "export", "nbgrader", "-o", "settings", *words)

    assert (teaching / "autograded" / "ada" / UNIT / f"{UNIT}.ipynb").is_file()
    assert {path.name for path in settings.iterdir()} <= {"nbgrader_config.py", "__pycache__"}


def test_folders_in_another_order_are_refused(teaching, released, run, students):
    """Nobody's answers would be found, and everybody would have 0 points."""
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n')
    write(teaching / "submitted" / UNIT / "ada", students.fill_in(released, students.right()))

    done = run(teaching, "nbgrader", "autograde", UNIT, code=2)

    assert "grader: answers are looked for in submitted/<student>/<assignment>, and" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (teaching / "autograded" / UNIT / "ada").exists()


def test_unit_in_parts_under_names_of_their_own(teaching, run, students):
    """What is in the other part was not asked for here; a notebook that cannot be read has nothing, and says why."""
    whole = json.loads((teaching / "source" / UNIT / f"{UNIT}.ipynb").read_text())
    parts = {"week1": {"neuron_output"}, "week2": {"activations", "sigmoid_derivative"}}
    for (week, slugs), time in zip(parts.items(), ("2026-10-05 13:00:00 UTC", "2026-10-05 12:00:00 UTC"), strict=True):
        cells = [cell for cell in whole["cells"] if cell["metadata"]["grader"].get("exercise") in {None, *slugs}]
        source = teaching / "source" / week / f"{week}.ipynb"
        source.parent.mkdir()
        source.write_text(json.dumps(whole | {"cells": cells}))
        run(teaching, "nbgrader", "generate_assignment", week)
        released = json.loads((teaching / "release" / week / f"{week}.ipynb").read_text())
        broken = json.dumps(released)[:-50]
        filled = json.dumps(students.fill_in(released, students.right()))
        for student, text in (("ada", filled), ("bob", broken)):
            place = teaching / "submitted" / student / week
            place.mkdir(parents=True)
            (place / f"{week}.ipynb").write_text(text)
            (place / "timestamp.txt").write_text(time)

    told = [run(teaching, "nbgrader", "autograde", week).stderr for week in parts]

    points = exported(teaching, run)
    assert (points["week1", "ada"], points["week2", "ada"]) == (10, 10.5)
    assert (points["week1", "bob"], points["week2", "bob"]) == (0, 0)
    assert "bob: no points: week1.ipynb is a notebook that breaks off" in told[0]
    assert "ada,10.00,7.00,3.50,20.50" in run(teaching, "grader", "export", "csv").stdout


def test_students_left_out_by_the_settings(teaching, released, run, students):
    """Whom nbgrader leaves out is not in our gradebook either, and so in none of the exports."""
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.student_id_exclude = "guest,tester"\n')
    for student in ("ada", "guest", "tester"):
        place = teaching / "submitted" / student / UNIT
        write(place, students.fill_in(released, students.right()), "2026-10-05 12:00:00 UTC")

    run(teaching, "nbgrader", "autograde", UNIT)
    run(teaching, "grader", "export", "nbgrader")

    assert exported(teaching, run) == {(UNIT, "ada"): 20.5}
    assert [line.split(",")[0] for line in run(teaching, "grader", "export", "csv").stdout.split()] == [
        "student",
        "ada",
    ]

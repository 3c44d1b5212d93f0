"""`grader export nbgrader`: what counts, in nbgrader's own gradebook and where formgrader shows it."""

from __future__ import annotations

import csv
import json
import os
import shutil
from decimal import Decimal

import pytest


@pytest.fixture
def graded(teaching, small_course, run, students, tmp_path):
    """A class of three collected from plain files, one of them late; gives the gradebook's URL."""
    for number, student in enumerate(("ada", "bob", "cy")):
        folder = tmp_path / "class" / student
        folder.mkdir(parents=True)
        for slug, text in students.mixed(number).items():
            (folder / f"{slug}.py").write_text(text)
            os.utime(folder / f"{slug}.py", (1_791_000_000 + 172_800 * number,) * 2)
    url = f"sqlite:///{tmp_path / 'ours.db'}"
    run(tmp_path, "grader", "collect", "class", "--course", str(small_course), "--gradebook", url)
    return url


def test_scores_go_over(graded, teaching, small_course, run, students):
    """The export of nbgrader has our points to the cent; a score that somebody typed in formgrader stays."""
    words = ["grader", "export", "nbgrader", "-o", str(teaching), "--course", str(small_course), "--gradebook", graded]

    done = run(teaching, *words)

    assert done.stdout == "In nbgrader's gradebook: 9 scores of 3 students.\n"
    assert done.stderr == ""
    ours = run(teaching, "grader", "export", "json", "--course", str(small_course), "--gradebook", graded).stdout
    expected: dict[str, Decimal] = {}
    for row in json.loads(ours)["results"]:
        expected[row["student"]] = expected.get(row["student"], Decimal(0)) + Decimal(row["points"])
    assert scores(teaching, run) == expected
    assert len(set(expected.values())) == 3
    assert any(row["late_percent"] for row in json.loads(ours)["results"])

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        where = students.unit, students.unit, "ada"
        grade = gradebook.find_grade("activations_check", *where)
        before, grade.manual_score = Decimal(str(grade.auto_score)), 1.25
        gradebook.find_comment("activations", *where).manual_comment = "Well argued."
        gradebook.db.commit()

    done = run(teaching, *words)

    assert "set them by hand: 1." in done.stdout
    assert scores(teaching, run)["ada"] == expected["ada"] - before + Decimal("1.25")
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        comment = gradebook.find_comment("activations", *where)
        assert (comment.manual_comment, comment.comment) == ("Well argued.", "Well argued.")
        assert not gradebook.find_grade("activations_check", *where).needs_manual_grade
        assert " of 10 points." in gradebook.find_comment("neuron_output", *where).auto_comment

    # Where formgrader looks for what it shows.
    shown = json.loads((teaching / "autograded" / "ada" / students.unit / f"{students.unit}.ipynb").read_text())
    answers = {
        cell["metadata"]["grader"]["exercise"]: cell["source"]
        for cell in shown["cells"]
        if cell["metadata"]["grader"]["part"] == "answer"
    }
    assert answers == students.mixed(0)


def test_second_attempt_is_shown(graded, teaching, small_course, run, students, tmp_path):
    """The new answer and points after another `collect` and `export`; what was typed or collected there stays."""
    from nbgrader.api import Gradebook

    words = ["--course", str(small_course), "--gradebook", graded]
    run(teaching, "grader", "export", "nbgrader", "-o", str(teaching), *words)
    own = teaching / "submitted" / "bob" / students.unit / f"{students.unit}.ipynb"
    own.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    page = teaching / "autograded" / "ada" / students.unit / f"{students.unit}.ipynb"
    page.chmod(0o444)
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        where = students.unit, students.unit, "ada"
        gradebook.find_grade("activations_check", *where).manual_score = 1.25
        gradebook.db.commit()
    answer = tmp_path / "class" / "ada" / "neuron_output.py"
    answer.write_text("# second attempt\n" + students.right(1)["neuron_output"])
    os.utime(answer, (1_791_000_500,) * 2)

    run(tmp_path, "grader", "collect", "class", *words)
    run(teaching, "grader", "export", "nbgrader", "-o", str(teaching), *words)

    assert "# second attempt" in page.read_text()
    assert json.loads(own.read_text())["cells"] == []
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade("neuron_output_check", *where).score == 10.0
        assert gradebook.find_grade("activations_check", *where).score == 1.25
        stamp = gradebook.find_submission(students.unit, "ada").timestamp
    kept = teaching / "autograded" / "ada" / students.unit / "timestamp.txt"
    assert kept.read_text() == f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC"


def test_exported_class_can_be_autograded(graded, teaching, small_course, run, students):
    """`nbgrader autograde` after an export grades the same answers to the same points."""
    words = ["--course", str(small_course), "--gradebook", graded]
    run(teaching, "grader", "export", "nbgrader", "-o", str(teaching), *words)
    before = scores(teaching, run)

    run(teaching, "nbgrader", "autograde", students.unit, "--force")

    assert scores(teaching, run) == before


def scores(teaching, run) -> dict[str, Decimal]:
    """Give every student's score as `nbgrader export` has it."""
    run(teaching, "nbgrader", "export")
    rows = list(csv.DictReader((teaching / "grades.csv").read_text().splitlines()))
    return {row["student_id"]: Decimal(row["score"]).quantize(Decimal("0.01")) for row in rows}


def test_marks_by_hand_survive_autograde(teaching, released, run, students):
    """A score typed in formgrader stays when nbgrader autogrades again."""
    from nbgrader.api import Gradebook

    place = teaching / "submitted" / "ada" / students.unit
    place.mkdir(parents=True)
    (place / f"{students.unit}.ipynb").write_text(json.dumps(students.fill_in(released, students.right())))
    run(teaching, "nbgrader", "autograde", students.unit)
    where = students.unit, students.unit, "ada"
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("activations_check", *where)
        assert (grade.auto_score, grade.max_score) == (7.0, 7.0)
        grade.manual_score = 5.5
        gradebook.db.commit()

    run(teaching, "nbgrader", "autograde", students.unit, "--force")

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade("activations_check", *where).score == 5.5


def test_folder_that_is_no_nbgrader_course(graded, tmp_path, small_course, run):
    """Without nbgrader_config.py the message says how to get one."""
    words = ["export", "nbgrader", "--course", str(small_course), "--gradebook", graded]

    done = run(tmp_path, "grader", *words, "-o", str(tmp_path), code=2)
    assert "holds no nbgrader_config.py; `grader nbgrader init" in done.stderr
    done = run(tmp_path, "grader", *words, code=2)
    assert "--output teaching" in done.stderr
    shutil.rmtree(tmp_path / "class")


def test_init_refuses_a_folder_with_something_in_it(tmp_path, small_course, run):
    """Nothing of anybody's is overwritten."""
    (tmp_path / "teaching").mkdir()
    (tmp_path / "teaching" / "mine.txt").write_text("x")

    done = run(tmp_path, "grader", "nbgrader", "init", "teaching", "--course", str(small_course), code=2)

    assert "not empty" in done.stderr
    assert sorted(path.name for path in (tmp_path / "teaching").iterdir()) == ["mine.txt"]

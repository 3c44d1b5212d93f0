"""Settings that leave out a part of ours: nbgrader's kernel would give everybody full marks, so nobody gets a score."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

UNIT = "first_unit"
NBGRADERS_OWN = {
    "sanitize_preprocessors": ("RestoreCells", ["ClearOutput", "DeduplicateIds", "OverwriteKernelspec"]),
    "autograde_preprocessors": ("EngineGrades", ["Execute", "LimitOutput", "SaveAutoGrades"]),
}


@pytest.fixture
def handed_in(teaching, released, students) -> Path:
    """A course in which one student has handed in nothing but wrong answers."""
    place = teaching / "submitted" / "ada" / UNIT
    place.mkdir(parents=True)
    wrong = {slug: students.bank("wrong", slug)[0] for slug in students.right()}
    (place / f"{UNIT}.ipynb").write_text(json.dumps(students.fill_in(released, wrong)))
    (place / "timestamp.txt").write_text("2026-10-05 12:00:00 UTC")
    return teaching


def automatic_scores(teaching: Path) -> set[float | None]:
    """Give the scores of ada's cells."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        return {grade.auto_score for grade in gradebook.find_submission_notebook(UNIT, UNIT, "ada").grades}


@pytest.mark.parametrize("name", NBGRADERS_OWN)
@pytest.mark.parametrize("by_names", [True, False], ids=["by names", "by classes"])
def test_list_of_steps_without_ours(handed_in, run, name, by_names):
    """One sentence names the list and what is missing in it; no kernel is asked."""
    ours, theirs = NBGRADERS_OWN[name]
    steps = [f'"nbgrader.preprocessors.{step}"' for step in theirs] if by_names else theirs
    with (handed_in / "nbgrader_config.py").open("a") as config:
        config.write("from nbgrader.preprocessors import *\n")
        config.write(f"c.Autograde.{name} = [{', '.join(steps)}]\n")

    done = run(handed_in, "nbgrader", "autograde", UNIT, code=2)

    assert f"grader: c.Autograde.{name} is set without {ours}, and nobody can be graded: put" in done.stderr
    assert "Traceback" not in done.stderr
    assert automatic_scores(handed_in) == {None}
    assert not (handed_in / "autograded" / "ada" / UNIT).exists()


def test_no_settings_and_nothing_beside_the_notebook(handed_in, run):
    """A notebook that was copied into `source` alone is one of ours as well."""
    (handed_in / "nbgrader_config.py").unlink()
    for step in ("source", "release"):
        (handed_in / step / UNIT / "grader_checks.zip").unlink()

    done = run(handed_in, "nbgrader", "autograde", UNIT, code=1)

    assert "everybody would get full marks. No score is given." in done.stderr
    assert automatic_scores(handed_in) == {None}

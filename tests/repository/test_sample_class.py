"""The sample class and what is written about it agree: every file has an expected grade, every total is right."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "examples" / "class"
EXPECTED = json.loads((ROOT / "examples" / "expected.json").read_text(encoding="utf-8"))
# Handed in under names that mean no exercise; collect lists them instead of grading them.
NOT_UNDERSTOOD = {"jonas_berg": {"Neuron Output (final).py", "activation.py", "notes.txt"}}


def test_every_file_has_an_expected_grade():
    """Who adds a file to the class says what it gets, and nothing is expected of a file that is not there."""
    handed_in = {
        folder.name: {path.name for path in folder.iterdir()} - NOT_UNDERSTOOD.get(folder.name, set())
        for folder in CLASS.iterdir()
    }
    assert handed_in == {student: {f"{slug}.py" for slug in rows} for student, rows in EXPECTED.items()}


def test_expected_grades_can_be():
    """A status is one that a handed-in file can have, points are what it allows, and there is a reason."""
    for rows in EXPECTED.values():
        for row in rows.values():
            assert row["status"] in ("graded", "invalid")
            assert Decimal(0) <= Decimal(row["points"]) <= Decimal(10)
            assert row["points"] == "0.00" or row["status"] == "graded"
            assert row["why"]


def test_readme_has_every_student_with_the_right_total():
    """The tables in examples/README.md count files and points as expected.json does."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    told = {
        name: (int(files), points) for name, files, points in re.findall(r"\| `(.+?)` \| (\d+) \| ([\d.]+) \|", text)
    }
    assert told == {
        student: (len(rows), f"{sum(Decimal(row['points']) for row in rows.values()):.2f}")
        for student, rows in EXPECTED.items()
    }

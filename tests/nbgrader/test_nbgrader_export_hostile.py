"""`grader export nbgrader` where students have handed in notebooks and times that nothing reads."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

TIME = "2026-10-05 12:00:00.000000 UTC"


def text(content: str | bytes):
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


NOTEBOOKS = {
    "metadata that is null": text('{"metadata": null, "cells": []}'),
    "metadata that is a list": text('{"metadata": [1], "cells": []}'),
    "a mark in no object": text('{"metadata": {"grader": "exported"}, "cells": []}'),
    "a mark that is a number": text('{"metadata": {"grader": {"exported": 1}}, "cells": []}'),
    "no text": text(b"\xff\xfe\x00"),
    "nested": text("[" * 99_999),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link": lambda path: path.symlink_to("/etc/passwd"),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
}
TIMES = {
    "no time": text("<script>"),
    "no text": text(b"\xff\xfe\x00"),
    "a time that no calendar has": text("99999-01-01 00:00:00 UTC"),
    "a time before all others": text("0001-01-01 00:00:00 +1400"),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link": lambda path: path.symlink_to("/etc/passwd"),
}


@pytest.fixture
def hostile_class(teaching, released, students, run) -> Path:
    """A class whose `submitted` holds all of that; ada's notebook is right, and so is everybody's other file."""
    right = students.right()
    unit = students.unit
    whole = json.dumps(students.fill_in(released, right))
    made = {name: (make, text(TIME)) for name, make in NOTEBOOKS.items()}
    made |= {f"{name} for a time": (text(whole), make) for name, make in TIMES.items()}
    for name, (notebook, time) in {**made, "ada": (text(whole), text(TIME))}.items():
        place = teaching / "submitted" / name / unit
        place.mkdir(parents=True)
        notebook(place / f"{unit}.ipynb")
        time(place / "timestamp.txt")
        (place / "neuron_output.py").write_text(right["neuron_output"])
    run(teaching, "grader", "collect", "submitted", "--layout", "nbgrader")
    return teaching


def test_nobody_keeps_the_others_scores_from_nbgrader(hostile_class, students, run):
    """Everybody's scores go over; what was handed in is left as it was; a time that is none gives way to the file's."""
    from nbgrader.api import Gradebook

    unit = students.unit
    submitted = hostile_class / "submitted"
    before = {path: path.read_bytes() for path in submitted.rglob("*") if path.is_file() and not path.is_symlink()}
    kinds = {path: path.lstat().st_mode for path in submitted.rglob("*")}

    run(hostile_class, "grader", "export", "nbgrader")

    with Gradebook(f"sqlite:///{hostile_class / 'gradebook.db'}") as gradebook:
        found = {student.id: gradebook.find_submission(unit, student.id) for student in gradebook.students}
        points = {name: submission.score for name, submission in found.items()}
        assert set(points) == {"ada", *NOTEBOOKS, *(f"{name} for a time" for name in TIMES)}
        assert {name for name, score in points.items() if score < 10} == set()
        assert points["ada"] == 20.5
        assert {submission.timestamp is not None for submission in found.values()} == {True}
        assert f"{found['ada'].timestamp:%Y-%m-%d %H:%M:%S.%f} UTC" == TIME
    assert {path: path.lstat().st_mode for path in submitted.rglob("*")} == kinds
    assert {path: path.read_bytes() for path in before} == before

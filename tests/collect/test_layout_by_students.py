"""What one student puts among their own files says nothing about whose the others' are, nor how they are read."""

import json
import os
import pwd

import pytest

from grader.collect import NotebookPlan, collect_submissions
from grader.collect.notebook.plan import make_wanted

SLUGS = ("sgd", "backprop")
PLAN = NotebookPlan(
    {slug: make_wanted(slug, slug, f"def {slug}():\n    raise NotImplementedError\n") for slug in SLUGS},
    {"unit": SLUGS},
)
NOTEBOOK = json.dumps({
    "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": "sgd = 1"}],
    "metadata": {}, "nbformat": 4, "nbformat_minor": 4,
})  # fmt: skip
METADATA = """
submission_1:
  :submitters:
  - :name: ada
  :created_at: 2026-10-05 21:30:00 Z
"""
CLASSES = {
    "files": {"ada": "sgd.py", "bob": "sgd.py", "cyd": "sgd.py"},
    "folders": {"ada": "sgd/sgd.py", "bob": "sgd/sgd.py", "cyd": "sgd/sgd.py"},
}
TRICKS = {
    "Gradescope's metadata": {"submission_metadata.yml": METADATA, "submission_1/sgd.py": "x = 2\n"},
    "nbgrader's stamp": {"sgd/timestamp.txt": "2020-01-01 00:00:00 UTC", "x/timestamp.txt": "2020-01-01 00:00:00 UTC"},
    "nbgrader's folders": {"unit/unit.ipynb": NOTEBOOK},
    "names of Moodle's": {"Ada_1_assignsubmission_file_/sgd.py": "x = 2\n"},
    "names of Canvas's": {"ada_1_2_sgd.py": "x = 2\n"},
    "names of an exchange's": {"ada+unit+2020-01-01 00:00:00 UTC/sgd.py": "x = 2\n"},
}


@pytest.mark.parametrize("shape", CLASSES)
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("container", ["folder", "zip"])
def test_a_folder_of_a_class(container, trick, shape, make_tree, make_zip):
    """The others are taken in as without it, and have nothing of that student's."""
    files = {f"{student}/{path}": f"x = '{student}'\n" for student, path in CLASSES[shape].items()}
    files |= {f"eve/{path}": text for path, text in TRICKS[trick].items()}
    source = make_tree("class", files) if container == "folder" else make_zip("class.zip", files)

    intake = collect_submissions([source], SLUGS, plan=PLAN)

    others = {one.student: one.content.decode() for one in intake.submissions if one.student != "eve"}
    assert others == {student: f"x = '{student}'\n" for student in CLASSES[shape]}
    assert {one.submitted_at.year for one in intake.submissions} != {2020}


@pytest.mark.parametrize("name", ["submission_metadata.yml", "timestamp.txt", "x/timestamp.txt", "a/b/timestamp.txt"])
@pytest.mark.parametrize("around", ["", "assignment_9_export/"])
def test_a_submission_of_an_export_of_gradescope(around, name, make_tree):
    """The file at the top says whose they all are, whatever a student has handed in."""
    files = {
        f"{around}submission_metadata.yml": METADATA,
        f"{around}submission_1/sgd.py": "x = 1\n",
        f"{around}submission_1/{name}": "submission_1: {':submitters': [{':name': eve}]}",
    }

    intake = collect_submissions([make_tree("export", files)], SLUGS, plan=PLAN)

    assert [(one.student, one.exercise) for one in intake.submissions] == [("ada", "sgd")]


@pytest.mark.parametrize("around", ["", "inbound/"])
def test_folders_that_a_student_makes_in_an_exchange(around, make_tree):
    """There everybody may make as many as they like; the others' work is found among them."""
    files = {f"{around}ada+unit+2026-10-05 20:00:00.000000 UTC+a/sgd.py": "x = 1\n"}
    files |= {f"{around}of eve's {place}/sgd.py": "x = 2\n" for place in range(20)}

    intake = collect_submissions([make_tree("exchange" if around else "inbound", files)], SLUGS, plan=PLAN)

    assert [(one.student, one.content, one.submitted_at.day) for one in intake.submissions] == [("ada", b"x = 1\n", 5)]


def test_a_folder_of_an_exchange_in_another_s_name(make_tree, monkeypatch):
    """Anybody on the machine can make one there; nbgrader warns of it, and so do we."""
    me = pwd.getpwuid(os.getuid()).pw_name
    time = "2026-10-05 20:00:00.000000 UTC"
    inbound = make_tree("inbound", {f"{who}+unit+{time}+a/sgd.py": "x = 1\n" for who in ("ada", me)})
    copied = collect_submissions([inbound], SLUGS, plan=PLAN)
    monkeypatch.setattr(os, "getuid", lambda: 1 << 20)

    intake = collect_submissions([inbound], SLUGS, plan=PLAN)

    assert {one.student for one in intake.submissions} == {"ada", me}
    assert [(row.path, row.reason) for row in intake.not_understood] == [
        (f"inbound/ada+unit+{time}+a", f"is {me}'s on this machine, not ada's: ask who made it")
    ]
    assert copied.not_understood == ()


def test_where_all_students_are_one_user_nobody_s_folder_is_another_s(make_tree, monkeypatch):
    """As in containers, where every student's number is the same."""
    time = "2026-10-05 20:00:00.000000 UTC"
    inbound = make_tree("inbound", {f"{who}+unit+{time}+a/sgd.py": "x = 1\n" for who in ("ada", "bob")})
    monkeypatch.setattr(os, "getuid", lambda: 1 << 20)

    intake = collect_submissions([inbound], SLUGS, plan=PLAN)

    assert {one.student for one in intake.submissions} == {"ada", "bob"}
    assert intake.not_understood == ()


def test_a_file_of_a_flat_canvas_download(make_tree):
    """Its end is the name that a student gave it."""
    files = {
        "ada_1_10_sgd.py": "x = 1\n",
        "bob_2_20_sgd.py": "x = 1\n",
        "eve_3_30_x+unit+2020-01-01 00:00:00 UTC": "",
        "eve_3_31_x_1_assignsubmission_file_sgd.py": "",
    }

    intake = collect_submissions([make_tree("download", files)], SLUGS, plan=PLAN)

    assert [(one.student, one.exercise) for one in intake.submissions] == [("ada_1", "sgd"), ("bob_2", "sgd")]

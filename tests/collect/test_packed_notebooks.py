"""Notebooks that `grader submit` packed arrive with their time, a receipt confirms them, answers are found."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from grader.collect import pack_submission
from grader.collect.manifest import Manifest, PackedNotebook, decode_manifest, encode_manifest, manifest_code
from grader.collect.notebook.plan import NotebookPlan, make_wanted
from grader.errors import UsageError

NOW = datetime(2026, 10, 5, 19, 30, 15, 123456, tzinfo=UTC)
COURSE = "deep-learning-foundations"
STUB = "def {name}(z):\n    raise NotImplementedError\n"
PLAN = NotebookPlan(
    {
        slug: make_wanted(slug, slug, STUB.format(name=name))
        for slug, name in (("neuron_output", "net_input"), ("activations", "relu"), ("backprop", "backward"))
    },
    {"unit_one": ("neuron_output", "activations")},
)
WRITTEN = "def {name}(z):\n    return {value}\n"


def cell(slug: str, source: str) -> dict:
    return {
        "cell_type": "code", "source": source, "outputs": [],
        "metadata": {"grader": {"exercise": slug, "part": "answer"}},
    }  # fmt: skip


def notebook(*cells: dict) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}).encode()


NEURON = cell("neuron_output", WRITTEN.format(name="net_input", value=1))
RELU_STUB = cell("activations", STUB.format(name="relu"))


@pytest.fixture
def work(tmp_path) -> Path:
    """A student's folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def unit_one(work) -> Path:
    """A unit's notebook with one answer written and one still the stub."""
    (work / "unit_one.ipynb").write_bytes(notebook(NEURON, RELU_STUB))
    return work / "unit_one.ipynb"


@pytest.mark.parametrize("destination", ["ada.zip", "drop"])
def test_round_trip(destination, unit_one, tmp_path, take):
    """A notebook alone is a submission; what is written arrives with the manifest's time, and the receipt holds."""
    receipt = pack_submission({}, "ada", tmp_path / destination, NOW, COURSE, notebooks=[unit_one])
    intake = take(tmp_path / destination, plan=PLAN)
    [one] = intake.submissions
    [check] = intake.receipts

    assert (one.student, one.exercise, one.submitted_at) == ("ada", "neuron_output", NOW)
    assert b"return 1" in one.content
    assert (check.code, check.holds, check.reason) == (receipt.code, True, "")
    assert [name for name, _, _ in receipt.notebooks] == ["unit_one.ipynb"]
    assert intake.not_understood == ()


def test_a_stub_in_it_replaces_no_earlier_attempt(unit_one, tmp_path, take):
    """An exercise in which nothing is written is not handed in, though the unit's notebook stands for it."""
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[unit_one])

    assert "activations" not in {one.exercise for one in take(tmp_path / "ada.zip", plan=PLAN).submissions}


def test_nothing_written_is_told(work, tmp_path, take, reasons):
    """A notebook that is all stubs becomes nothing, and says so; its receipt holds."""
    (work / "unit_one.ipynb").write_bytes(notebook(RELU_STUB))
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[work / "unit_one.ipynb"])
    intake = take(tmp_path / "ada.zip", plan=PLAN)

    assert intake.submissions == ()
    assert list(reasons(intake).values()) == ["has nothing written in it yet"]
    assert [check.holds for check in intake.receipts] == [True]


@pytest.mark.parametrize(("file", "content"), [("def net_input(z):\n    return 2\n", b"return 2"), (STUB, b"return 1")])
def test_file_and_notebook_for_one_exercise(file, content, unit_one, work, tmp_path, take):
    """The file counts, unless it is still the stub."""
    (work / "neuron_output.py").write_text(file.format(name="net_input"))
    files = {"neuron_output": work / "neuron_output.py"}
    pack_submission(files, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[unit_one])
    intake = take(tmp_path / "ada.zip", plan=PLAN)
    [one] = intake.submissions

    assert content in one.content
    assert one.submitted_at == NOW
    assert [check.holds for check in intake.receipts] == [True]


def test_attempts_in_one_drop_folder_stay_apart(unit_one, tmp_path, take):
    """Each packet is an attempt of its own, with its own time, whoever answers better in which."""
    drop = tmp_path / "drop"
    for minutes in range(3):
        unit_one.write_bytes(notebook(cell("neuron_output", WRITTEN.format(name="net_input", value=minutes))))
        pack_submission({}, "ada", drop, NOW + timedelta(minutes=minutes), COURSE, notebooks=[unit_one])
    pack_submission({}, "bob", drop, NOW, COURSE, notebooks=[unit_one])
    intake = take(drop, plan=PLAN)

    attempts = [(one.submitted_at, one.content) for one in intake.submissions if one.student == "ada"]
    assert [when for when, _ in attempts] == [NOW + timedelta(minutes=minutes) for minutes in range(3)]
    assert [f"return {minutes}".encode() in content for minutes, (_, content) in enumerate(attempts)] == [True] * 3
    assert len(intake.submissions) == 4
    assert all(check.holds for check in intake.receipts)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda members: members.pop("unit_one.ipynb"), "unit_one.ipynb is missing or cannot be read"),
        (
            lambda members: members.update({"unit_one.ipynb": notebook(NEURON)}),
            "unit_one.ipynb is not the notebook that was packed",
        ),
    ],
)
def test_changed_after_packing(change, reason, unit_one, tmp_path, take):
    """The receipt does not hold, and a changed notebook has not the manifest's time."""
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[unit_one])
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 12, 1, 0, 0, 0)), data)
    intake = take(tmp_path / "ada.zip", plan=PLAN)

    assert [(check.holds, check.reason) for check in intake.receipts] == [(False, reason)]
    assert all(one.submitted_at != NOW for one in intake.submissions)


def test_a_notebook_that_was_slipped_in(unit_one, tmp_path, take):
    """Beside a manifest that does not name it, it is taken in with its own time: the student's zip is theirs."""
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[unit_one])
    with zipfile.ZipFile(tmp_path / "ada.zip", "a") as archive:
        late = notebook(cell("backprop", WRITTEN.format(name="backward", value=3)))
        archive.writestr(zipfile.ZipInfo("late.ipynb", (2026, 12, 1, 0, 0, 0)), late)
    times = {one.exercise: one.submitted_at for one in take(tmp_path / "ada.zip", plan=PLAN).submissions}

    assert times["neuron_output"] == NOW
    assert times["backprop"] > NOW


def test_broken_notebook_is_told_for_its_unit(work, tmp_path, take, unreadable):
    """What cannot be read is invalid for each exercise that its name stands for; the receipt holds all the same."""
    (work / "unit_one.ipynb").write_bytes(b'{"cells": [')
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[work / "unit_one.ipynb"])
    intake = take(tmp_path / "ada.zip", plan=PLAN)

    assert set(unreadable(intake)) == {("ada", "neuron_output"), ("ada", "activations")}
    assert {one.submitted_at for one in intake.submissions} == {NOW}
    assert [check.holds for check in intake.receipts] == [True]


def test_a_packet_in_another_s_place_gives_nobody_anything(unit_one, tmp_path, take):
    """A notebook cannot be handed in for another student either."""
    (tmp_path / "class").mkdir()
    pack_submission({}, "bob", tmp_path / "class" / "mallory.zip", NOW, COURSE, notebooks=[unit_one])
    intake = take(tmp_path / "class", plan=PLAN)

    assert intake.submissions == ()
    assert [check.holds for check in intake.receipts] == [False]


@pytest.mark.parametrize("name", ["José notes.ipynb", "Jose\u0301.ipynb", "李.ipynb", "a b (1).ipynb", "UNIT.IPYNB"])
def test_names_of_notebooks(name, work, tmp_path, take):
    """Any name that a file can have, however its letters are composed."""
    (work / name).write_bytes(notebook(NEURON))
    pack_submission({}, "ada", tmp_path / "ada.zip", NOW, COURSE, notebooks=[work / name])
    intake = take(tmp_path / "ada.zip", plan=PLAN)

    assert [one.exercise for one in intake.submissions] == ["neuron_output"]
    assert [check.holds for check in intake.receipts] == [True]


def test_two_of_one_name_are_refused(work, tmp_path):
    """They would lie in one place."""
    (work / "sub").mkdir()
    for path in (work / "a.ipynb", work / "sub" / "A.ipynb"):
        path.write_bytes(notebook(NEURON))
    with pytest.raises(UsageError, match="same name"):
        pack_submission(
            {}, "ada", tmp_path / "x.zip", NOW, COURSE, notebooks=[work / "a.ipynb", work / "sub" / "A.ipynb"]
        )


def test_manifest_without_notebooks_is_what_it_was(work, tmp_path):
    """A receipt from before notebooks could be packed still has its code."""
    (work / "backprop.py").write_text("b")
    receipt = pack_submission({"backprop": work / "backprop.py"}, "ada", tmp_path / "x.zip", NOW, COURSE)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        data = archive.read("manifest.json")

    assert b"notebooks" not in data
    assert manifest_code(decode_manifest(data)) == receipt.code


@pytest.mark.parametrize(
    "name",
    [
        "../x.ipynb", "a/b.ipynb", "a\\b.ipynb", ".hidden.ipynb", "x.py", "", ".ipynb", "a\nb.ipynb", "a\0.ipynb",
        "x" * 300,
    ],
)  # fmt: skip
def test_manifest_with_a_name_that_is_none_is_no_manifest(name):
    """Whoever writes a manifest by hand names a file beside it, or nothing."""
    good = Manifest(
        course=COURSE, student="ada", submitted_at=NOW, files=(), notebooks=(PackedNotebook.of("x.ipynb", b""),)
    )
    assert decode_manifest(encode_manifest(good)) == good
    fields = msgspec.json.decode(encode_manifest(good))
    fields["notebooks"][0]["name"] = name
    with pytest.raises(ValueError, match="name"):
        decode_manifest(msgspec.json.encode(fields))


@pytest.mark.parametrize("count", [0, 101])
def test_manifest_of_nothing_or_of_far_too_much_is_none(count):
    """At least one file or notebook, and not more than anybody has."""
    fields = {
        "format": 1, "course": COURSE, "student": "ada", "submitted_at": "2026-10-05T19:30:15Z", "files": [],
        "notebooks": [{"name": f"{k}.ipynb", "sha256": "0" * 64, "size_bytes": 0} for k in range(count)],
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"no file is named|length"):
        decode_manifest(msgspec.json.encode(fields))


def test_a_file_with_numbers_only_gives_way_to_the_notebook(work, tmp_path, take):
    """`grader start` wrote a student's numbers into the file, and they answered in the notebook."""
    stub = '# <your numbers>\nmade_for = ""\n# </your numbers>\n\ntotal = None\n'
    plan = NotebookPlan({"backprop": make_wanted("backprop", "By hand", stub)})
    filled_in = stub.replace('""', '"ada"')
    (work / "backprop.py").write_text(filled_in)
    (work / "by_hand.ipynb").write_bytes(notebook(cell("backprop", filled_in.replace("None", "3"))))
    pack_submission(
        {"backprop": work / "backprop.py"}, "ada", tmp_path / "a.zip", NOW, COURSE, notebooks=[work / "by_hand.ipynb"]
    )
    [one] = take(tmp_path / "a.zip", plan=plan).submissions

    assert b"total = 3" in one.content

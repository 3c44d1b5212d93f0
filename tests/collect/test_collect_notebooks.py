"""Notebooks among what a class hands in: folders, archives, nbgrader's own trees; one bad one harms nobody."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest

from grader.collect import NotebookPlan, collect_submissions
from grader.collect.notebook.plan import make_wanted

STUB = "def {0}(x):\n    raise NotImplementedError\n"
SLUGS = ("neuron_output", "activations", "backprop")
PLAN = NotebookPlan(
    {slug: make_wanted(slug, slug.replace("_", " "), STUB.format(slug)) for slug in SLUGS},
    {"one_neuron": ("neuron_output", "activations")},
)
RIGHT = "def {0}(x):\n    return x\n"
EMPTY = b""


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def unit(*, body: str = "x") -> str:
    return notebook(*(f"def {slug}(x):\n    return {body}\n" for slug in ("neuron_output", "activations")))


@pytest.fixture
def take():
    """A function that collects, and gives {(student, exercise): submission} and what was not understood."""

    def collect(*sources, layout=None):
        intake = collect_submissions(sources, SLUGS, layout, plan=PLAN)
        found = {(one.student, one.exercise): one for one in intake.submissions}
        assert len(found) == len(intake.submissions)
        return found, {row.path: row.reason for row in intake.not_understood}

    return collect


def test_one_notebook_answers_several_exercises(make_tree, take):
    """<student>/*.ipynb gives a submission for each exercise that it answers."""
    found, rest = take(make_tree("class", {"ada/one_neuron.ipynb": unit(), "bob/homework 1.ipynb": unit()}))

    assert sorted(found) == [(student, slug) for student in ("ada", "bob") for slug in ("activations", "neuron_output")]
    assert found["ada", "activations"].content == b"# %% cell 2\ndef activations(x):\n    return x\n"
    assert rest == {}


def test_notebooks_in_archives(make_zip, make_tree, take):
    """A zip of the class, and a student's own zip, are read like folders."""
    found, _ = take(make_zip("class.zip", {"class/ada/one_neuron.ipynb": unit(), "class/bob/x.ipynb": unit()}))
    assert {student for student, _ in found} == {"ada", "bob"}

    make_zip("drop/cy.zip", {"my work/one_neuron.ipynb": unit()})
    found, _ = take(make_tree("drop", {}))
    assert sorted(found) == [("cy", "activations"), ("cy", "neuron_output")]


def test_outputs_and_metadata_are_no_part_of_an_answer(make_tree, take):
    """The same code with other outputs is the same submission, so collecting it again is nothing new."""
    plain = json.loads(unit())
    for cell in plain["cells"]:
        cell["outputs"] = [{"output_type": "stream", "text": "score: 10/10"}]
        cell["metadata"] = {"nbgrader": {"points": 1e9, "checksum": "forged"}, "score": 10}
    found, _ = take(make_tree("class", {"ada/one_neuron.ipynb": unit(), "bob/one_neuron.ipynb": json.dumps(plain)}))

    assert found["ada", "activations"].sha256 == found["bob", "activations"].sha256


def test_broken_notebook_is_its_students_alone(make_tree, take):
    """A notebook that cannot be read gives submissions that say why; the others are taken in."""
    found, rest = take(
        make_tree(
            "class",
            {
                "ada/one_neuron.ipynb": unit()[:-40],
                "bob/one_neuron.ipynb": unit(),
                "cy/notes.ipynb": "{",
                "dan/one_neuron.ipynb": notebook("1 + 1"),
                "eve/thoughts.ipynb": notebook("1 + 1"),
            },
        )
    )

    assert found["ada", "activations"].unreadable == (
        "one_neuron.ipynb is a notebook that breaks off: it was not saved or copied whole."
    )
    assert found["bob", "activations"].unreadable == ""
    assert found["dan", "neuron_output"].unreadable == (
        "one_neuron.ipynb has no answer to neuron_output: no cell defines neuron_output."
    )
    assert rest == {
        "class/cy/notes.ipynb": "is a notebook that breaks off: it was not saved or copied whole",
        "class/eve/thoughts.ipynb": "answers no exercise of this course: no cell defines what one asks for",
    }


def test_file_counts_before_the_notebook(make_tree, take):
    """Where both answer an exercise the file counts, unless only the notebook was written in."""
    found, rest = take(
        make_tree(
            "class",
            {
                "ada/one_neuron.ipynb": unit(),
                "ada/activations.py": "def activations(x):\n    return 5\n",
                "bob/one_neuron.ipynb": unit(),
                "bob/activations.py": STUB.format("activations"),
                "cy/one_neuron.ipynb": notebook(STUB.format("activations"), RIGHT.format("neuron_output")),
                "cy/activations.py": STUB.format("activations"),
            },
        )
    )

    assert found["ada", "activations"].content == b"def activations(x):\n    return 5\n"
    assert b"return x" in found["bob", "activations"].content
    assert rest == {"class/bob/activations.py": "is still the stub: the answer is taken from one_neuron.ipynb"}
    assert found["cy", "activations"].content == STUB.format("activations").encode()


def test_of_two_notebooks_the_written_one_counts(make_tree, take):
    """A released notebook left beside the one with the work does not hide it."""
    root = make_tree(
        "class",
        {
            "ada/one_neuron.ipynb": notebook(*(STUB.format(slug) for slug in SLUGS[:2])),
            "ada/one_neuron-Copy1.ipynb": unit(),
        },
    )
    os.utime(root / "ada/one_neuron-Copy1.ipynb", (1, 1))

    found, _ = take(root)

    assert b"return x" in found["ada", "activations"].content


def test_checkpoints_are_junk(make_tree, take):
    """What Jupyter saves on the side is nobody's submission."""
    found, rest = take(
        make_tree("class", {"ada/a.ipynb": unit(), "ada/.ipynb_checkpoints/a-checkpoint.ipynb": unit(body="0")})
    )

    assert b"return x" in found["ada", "activations"].content
    assert rest == {}


@pytest.mark.parametrize("prefix", ["", "submitted/"])
def test_nbgrader_submitted_folder(prefix, make_tree, take):
    """submitted/<student>/<assignment>/ is recognised, for one student too, with the times beside the notebooks."""
    found, rest = take(
        make_tree(
            "course",
            {
                f"{prefix}ada/one_neuron/anything.ipynb": unit(),
                f"{prefix}ada/one_neuron/timestamp.txt": "2026-10-05 20:00:01.250000 UTC",
            },
        )
    )

    assert sorted(found) == [("ada", "activations"), ("ada", "neuron_output")]
    assert found["ada", "activations"].submitted_at == datetime(2026, 10, 5, 20, 0, 1, 250000, tzinfo=UTC)
    assert rest == {}


@pytest.mark.parametrize("stamped", [True, False])
def test_another_assignment_s_notebook_takes_no_place(stamped, make_tree):
    """A course has homework with functions of the same names; what nobody handed in where it is asked for is taken."""
    files = {
        "ada/one_neuron/one_neuron.ipynb": unit(),
        "ada/hw1/hw1.ipynb": unit(body="0"),
        "bob/hw1/hw1.ipynb": unit(),
    }
    files |= {"eve/one_neuron/one_neuron.ipynb": notebook(*map(STUB.format, SLUGS[:2])), "eve/hw1/hw1.ipynb": unit()}
    for place in ("ada/one_neuron", "ada/hw1", "eve/one_neuron", "eve/hw1") if stamped else ():
        files[f"{place}/timestamp.txt"] = f"2026-10-{7 if 'hw1' in place else 5:02} 20:00:00 UTC"
    intake = collect_submissions([make_tree("submitted", files)], SLUGS, plan=PLAN)

    found = {
        student: {one.content for one in intake.submissions if one.student == student} for student in ("ada", "eve")
    }
    assert {b"return x" in content for content in found["ada"]} == {True}
    assert any(b"return x" in content for content in found["eve"])
    assert any(one.student == "bob" for one in intake.submissions)
    assert {row.path: row.reason for row in intake.not_understood} == {
        "submitted/ada/hw1/hw1.ipynb": "is another assignment's: neuron_output, activations counts as handed in where "
        "it is asked for"
    }


def test_nbgrader_submitted_folder_without_times(make_tree, take):
    """What nbgrader's zip_collect made has no time; the assignment's name gives the layout away."""
    found, _ = take(make_tree("submitted", {"ada/one_neuron/a.ipynb": unit(), "ada/backprop/b.ipynb": notebook("1")}))

    assert sorted(found) == [("ada", "activations"), ("ada", "backprop"), ("ada", "neuron_output")]
    assert found["ada", "backprop"].unreadable == "b.ipynb has no answer to backprop: no cell defines backprop."


def test_odd_timestamp_is_told(make_tree, take):
    """A time that cannot be read is said, and the files' own time counts."""
    found, rest = take(
        make_tree("submitted", {"ada/one_neuron/a.ipynb": unit(), "ada/one_neuron/timestamp.txt": "yesterday"})
    )

    assert len(found) == 2
    assert "no time" in rest["submitted/ada/one_neuron/timestamp.txt"]


def test_exchange_inbound_folder(make_tree):
    """Each hand-in of the exchange is an attempt with its own time; names may hold a plus."""
    root = make_tree(
        "inbound",
        {
            "a+b+one_neuron+2026-10-05 20:00:00.000001 UTC+MTIz/one_neuron.ipynb": unit(),
            "a+b+one_neuron+2026-10-06 20:00:00.000000 UTC+MTIz/one_neuron.ipynb": unit(body="x + 1"),
            "cy+one_neuron+2026-10-05 20:00:00.000000 UTC/one_neuron.ipynb": unit(),
            "cy+one_neuron+2026-10-05 20:00:00.000000 UTC/timestamp.txt": "2030-01-01 00:00:00 UTC",
        },
    )

    intake = collect_submissions([root], SLUGS, plan=PLAN)

    assert [(one.student, one.submitted_at.day) for one in intake.submissions if one.exercise == "activations"] == [
        ("a+b", 5), ("a+b", 6), ("cy", 5),
    ]  # fmt: skip
    assert intake.not_understood == ()


def test_fifty_megabytes(make_tree, take):
    """A notebook of 50 MB of pictures is graded by the little that was written; one above the limit is told."""
    big = json.loads(unit())
    big["cells"][0]["outputs"] = [{"data": {"image/png": "A" * (50 << 20)}}]
    root = make_tree("class", {"ada/one_neuron.ipynb": json.dumps(big)})
    with (root / "ada/backprop.ipynb").open("wb") as file:
        file.truncate(65 << 20)

    found, _ = take(root)

    assert b"return x" in found["ada", "activations"].content
    assert found["ada", "backprop"].unreadable.startswith("backprop.ipynb is larger than 64 MiB")


@pytest.mark.parametrize("ending", ["txt", "json", "html", "TXT", "crdownload"])
def test_ending_that_a_download_added_is_told(ending, make_tree, take):
    """Browsers that take a notebook for text give it a second ending; what to do is said."""
    _, rest = take(make_tree("class", {"ada/activations.ipynb": unit(), f"bob/one_neuron.ipynb.{ending}": unit()}))

    assert rest == {
        f"class/bob/one_neuron.ipynb.{ending}": (
            "is a notebook with an ending that a download added: take it away, so that the name ends in .ipynb"
        )
    }


def test_links_and_folders_named_like_notebooks(make_tree, take):
    """What is no file is no notebook, and says so."""
    root = make_tree("class", {"ada/x.ipynb": unit(), "bob/one_neuron.ipynb/a": "1"})
    (root / "cy").mkdir()
    (root / "cy/one_neuron.ipynb").symlink_to(root / "ada/x.ipynb")

    found, _ = take(root)

    assert found["cy", "activations"].unreadable == "one_neuron.ipynb is a link: hand in the file itself."
    assert ("bob", "activations") not in found

"""Notebooks that say nowhere which exercises they answer: half an exercise counts, a piece is told, help is help."""

from __future__ import annotations

import json
import os

import pytest

from grader.collect.notebook.plan import NotebookPlan, make_wanted

STUBS = {
    "neuron_output": "def net_input(x):\n    raise NotImplementedError\n",
    "activations": "".join(f"def {name}(x):\n    raise NotImplementedError\n" for name in ("relu", "sigmoid", "tanh")),
    "slope": 'derivative = ""\nsimplified = ""\n',
    "backprop": "class Network:\n    pass\n\n\ndef train(x):\n    raise NotImplementedError\n",
}
PLAN = NotebookPlan(
    {slug: make_wanted(slug, f"About {slug}", stub) for slug, stub in STUBS.items()},
    {"one_neuron": ("neuron_output", "activations", "slope"), "learning": ("backprop",)},
)
NET, RELU, SIGMOID, TANH, TRAIN = (
    f"def {name}(x):\n    return x\n" for name in ("net_input", "relu", "sigmoid", "tanh", "train")
)
TANH_STUB = "def tanh(x):\n    raise NotImplementedError\n"
NETWORK = "class Network:\n    size = 1\n"


def notebook(*sources: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]})


@pytest.fixture
def found(make_tree, take):
    """A function that collects one notebook of a name; gives what it answers and what is said of it."""

    def collect(*sources: str, name: str = "Untitled.ipynb"):
        intake = take(make_tree("class", {f"ada/{name}": notebook(*sources)}), plan=PLAN)
        assert all(not one.unreadable for one in intake.submissions)
        return [one.exercise for one in intake.submissions], [row.reason for row in intake.not_understood]

    return collect


# What stands in it, and the exercises that it answers.
CASES = {
    "two of three functions, nothing else": ([RELU, SIGMOID], ["activations"]),
    "two of three, the third still the stub": ([RELU, SIGMOID, TANH_STUB], ["activations"]),
    "one whole exercise and most of another in its unit": ([NET, RELU, SIGMOID], ["activations", "neuron_output"]),
    "one whole exercise, and a single function of another": ([NET, TANH], ["neuron_output"]),
    "a network with the activations that it needs": ([RELU, SIGMOID, NETWORK, TRAIN], ["backprop"]),
    "half a network": ([NETWORK], ["backprop"]),
    "one function, named by a comment": ([f"# exercise: activations\n{RELU}"], ["activations"]),
    "one function below the heading of another exercise": (
        [f"# exercise: neuron_output\n{NET}", TANH], ["neuron_output"],
    ),
    "a value is no half of anything": ([NET, 'simplified = "x"'], ["neuron_output"]),
    "values that have functions' names": (["relu = sum([1, 2])\nsigmoid = relu / 2"], []),
    "stubs alone": ([STUBS["activations"].partition("def tanh")[0]], []),
    "nothing of the course": (["print(1)", "def mine():\n    return 1"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_free_notebook_answers(case, found):
    """By the names alone, and with care: what may be help for another exercise is no answer."""
    sources, exercises = CASES[case]

    assert found(*sources)[0] == exercises


def test_piece_that_is_no_answer_is_told(found):
    """Where a notebook becomes nothing, what was recognised in it is listed, with what would make it count."""
    assert found(RELU, "simplified = 1", "x = 2") == (
        [],
        [
            "holds relu (activations), simplified (slope), too little to be an answer: "
            "`# exercise: activations` makes it one"
        ],
    )  # fmt: skip
    assert found("print(1)")[1] == ["answers no exercise of this course: no cell defines what one asks for"]


@pytest.mark.parametrize(
    "name",
    ["one_neuron (1).ipynb", "Copy of one_neuron.ipynb", "One Neuron.ipynb", "one_neuron-Copy2.ipynb",
     "Kopie von One_Neuron.ipynb", "one_neuron_copy.ipynb"],
)  # fmt: skip
def test_copy_s_name_stands_for_the_same_exercises(name, make_tree, take):
    """A name as browsers and notebook servers give it to a copy says which unit it is; a longer one does not."""
    intake = take(make_tree("class", {f"ada/{name}": notebook(TANH), f"bob/my {name}": notebook(TANH)}), plan=PLAN)

    told = {(one.student, one.exercise): one.unreadable for one in intake.submissions}
    assert sorted(told) == [("ada", slug) for slug in sorted(PLAN.units["one_neuron"])]
    assert told["ada", "activations"] == ""
    assert f"{name} has no answer to slope" in told["ada", "slope"]


def test_half_counts_after_anything_whole(make_tree, take):
    """A guess never takes the place of a file, or of a notebook that says what it answers, however late it is."""
    root = make_tree(
        "class",
        {
            "ada/activations.ipynb": notebook(RELU, SIGMOID, TANH),
            "ada/later.ipynb": notebook(RELU, SIGMOID),
            "bob/activations.py": RELU + SIGMOID + TANH,
            "bob/later.ipynb": notebook(RELU, SIGMOID),
        },
    )
    os.utime(root / "ada/activations.ipynb", (1, 1))
    os.utime(root / "bob/activations.py", (1, 1))

    intake = take(root, plan=PLAN)

    assert [(one.student, b"def tanh" in one.content) for one in intake.submissions] == [("ada", True), ("bob", True)]

"""What students and their tools do to notebooks: a bank of odd cells, each with a right answer somewhere in it.

odd_cells.txt has a case after each `===`, a cell after each `---` with its type and, where its metadata says so, its
exercise and part; `<right>` stands for a right answer. A case whose name ends in `-> wrong` is what its student would
see fail after "Run all", and nothing else is made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.collect.notebook.file import read_notebook
from grader.collect.notebook.plan import NotebookPlan, make_wanted
from grader.collect.notebook.source import Answer, find_answers

NEURON_STUB = "import numpy as np\n\n\ndef net_input(x, w, b):\n    raise NotImplementedError\n"
TWO_STUB = "def sigmoid(z):\n    raise NotImplementedError\n\n\ndef relu(z):\n    raise NotImplementedError\n"
PLAN = NotebookPlan(
    {
        "neuron": make_wanted("neuron", "The output of a neuron", NEURON_STUB),
        "activations": make_wanted("activations", "Activation functions", TWO_STUB),
    },
    {"unit_one": ("neuron", "activations")},
)
IMPORT = "import numpy as np\n"
RIGHT = "def net_input(x, w, b):\n    return float(np.dot(x, w) + b)\n"
CHARACTERS = {
    "tabs": IMPORT + RIGHT.replace("    ", "\t"),
    "a byte order mark in a cell": "\ufeff" + IMPORT + RIGHT,
    "a line separator in a comment": "# a\u2028b\n" + IMPORT + RIGHT,
    "a form feed": "\x0c\n" + IMPORT + RIGHT,
    "a space that does not break, between words": IMPORT + "# a\xa0b\n" + RIGHT,
}


def read_bank() -> dict[str, list[dict[str, Any]]]:
    text = (Path(__file__).parent / "odd_cells.txt").read_text(encoding="utf-8")
    return {
        name: [read_cell(one) for one in rest.split("--- ")[1:]]
        for name, _, rest in (case.partition("\n") for case in text.split("=== ")[1:])
    }


def read_cell(text: str) -> dict[str, Any]:
    head, _, source = text.partition("\n")
    kind, exercise, part, *_ = [*head.split(), "", "answer" if head.startswith("code") else "statement"]
    ours = {"grader": {"exercise": exercise, "part": part or "answer"}} if exercise else {}
    return {"cell_type": kind, "source": source.replace("<right>\n", RIGHT), "metadata": ours}


def answers(cells: list[dict[str, Any]]) -> dict[str, Answer]:
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()
    return {answer.exercise: answer for answer in find_answers(read_notebook(data), PLAN)}


def run(answer: Answer) -> dict[str, Any]:
    """Give the names that an answer's file defines; these tests' own notebooks are harmless."""
    space: dict[str, Any] = {}
    exec(compile(answer.content, answer.exercise, "exec", dont_inherit=True), space)
    return space


BANK = read_bank()


@pytest.mark.parametrize("case", BANK)
def test_right_answer_among_odd_cells(case):
    """Whatever stands around it or became of its cell, the right function is found, and it works."""
    found = run(answers(BANK[case])["neuron"])

    assert (found["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5) is not case.endswith("-> wrong")


@pytest.mark.parametrize("case", CHARACTERS)
def test_right_answer_with_odd_characters(case):
    """Characters that nobody sees cost nothing where Python takes them."""
    found = run(answers([{"cell_type": "code", "source": CHARACTERS[case]}])["neuron"])

    assert found["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5


@pytest.mark.parametrize("character", ["\xa0", "\u200b"])
def test_characters_that_python_refuses_are_handed_on(character):
    """Where Jupyter itself shows an error, the student is told the same one."""
    source = IMPORT + RIGHT.replace("return ", f"return{character}")

    with pytest.raises(SyntaxError, match="invalid non-printable character"):
        run(answers([{"cell_type": "code", "source": source}])["neuron"])


def pieces(lines: list[str], place: int) -> Iterator[dict[str, Any]]:
    for part in (lines[:place], lines[place:]):
        yield {"cell_type": "code", "source": "\n".join(part), "metadata": {}}


LONG = '''\
import numpy as np
from functools import (
    reduce,
)

scale = {
    "one": [
        1.0,
    ],
}


class Neuron:
    """A neuron

    with weights.
    """

    def __init__(self, w, b):
        self.w = w
        self.b = b

    @property
    def size(self):
        return len(self.w)

    def of(self, x):
        total = 0
        for place in range(self.size):
            if x[place]:
                total += x[place] * self.w[place]
        return total + self.b


@np.vectorize
def same(z):
    return z


def net_input(x, w, b):
    """Give it.

    At once.
    """
    def one():
        return scale["one"][0]

    result = Neuron(w,
                    b).of(x)
    return float(
        same(result)
    ) * one()
'''.split("\n")


@pytest.mark.parametrize("place", range(1, len(LONG)))
def test_cell_split_anywhere(place):
    """A cell that was split in two, inside a function, a class, brackets or a string, is read as one."""
    found = run(answers([*pieces(LONG, place)])["neuron"])

    assert found["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5


@pytest.mark.parametrize("place", range(4, len(LONG) - 4, 3))
def test_cell_split_in_four(place):
    """So is one in four, with an empty cell between."""
    four = [*pieces(LONG[:place], place // 2), {"cell_type": "code", "source": "\n"}]
    four += pieces(LONG[place:], (len(LONG) - place) // 2)

    assert run(answers(four)["neuron"])["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5


BROKEN = ["values = [1, 2", "def half(x):\n    return (x +", "'''a note that never ends", "print('a' 'b"]


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_cell_spoils_no_other(broken):
    """A cell with an open bracket or string takes nothing of the cells below it."""
    cells = [{"cell_type": "code", "source": one} for one in (IMPORT, broken, RIGHT, broken, "print(1)")]

    assert run(answers(cells)["neuron"])["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5


def test_indented_cell_below_a_function_stands_alone():
    """A whole function that is indented, as IPython allows, is no part of the function in the cell above."""
    cells = [
        IMPORT,
        "def half(x):\n    return x / 2",
        "    def net_input(x, w, b):\n        return float(np.dot(x, w) + b)",
    ]

    found = run(answers([{"cell_type": "code", "source": one} for one in cells])["neuron"])

    assert found["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5) == 11.5

"""From a notebook to an answer: what the student wrote counts, whatever became of the cells around it."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from grader.collect.notebook.file import read_notebook
from grader.collect.notebook.plan import NotebookPlan, make_wanted
from grader.collect.notebook.source import Answer, find_answers, find_answers_in_cells

NEURON_STUB = '''"""One neuron."""

import numpy as np


def net_input(x: np.ndarray, w: np.ndarray, b: float) -> float:
    """Give the net input.

    Shapes:
        x: (n,)
    """
    # TODO: the weighted sum
    raise NotImplementedError("net_input: return the sum")
'''
SIGMOID_STUB = "def sigmoid(z):\n    raise NotImplementedError\n\n\ndef relu(z):\n    raise NotImplementedError\n"
FORMULA_STUB = '# TODO\nderivative = ""\n\nsteps = []\n'
TWO_STUB = "def sigmoid(z):\n    raise NotImplementedError\n"

PLAN = NotebookPlan(
    {
        "neuron": make_wanted("neuron", "The output of a neuron", NEURON_STUB),
        "activations": make_wanted("activations", "Activation functions", SIGMOID_STUB),
        "slope": make_wanted("slope", "The slope", FORMULA_STUB),
        "chain": make_wanted("chain", "The chain rule", FORMULA_STUB),
        "logistic": make_wanted("logistic", "The logistic neuron", TWO_STUB),
    },
    {"unit_one": ("neuron", "activations")},
)
RIGHT = "def net_input(x, w, b):\n    return float(np.dot(x, w) + b)\n"


def code(source: str, exercise: str = "", part: str = "answer", **metadata: Any) -> dict[str, Any]:
    ours = {"grader": {"exercise": exercise, "part": part}} if exercise else {}
    return {"cell_type": "code", "source": source, "metadata": {**ours, **metadata}, "outputs": []}


def text(source: str, exercise: str = "", part: str = "statement") -> dict[str, Any]:
    ours = {"grader": {"exercise": exercise, "part": part}} if exercise else {}
    return {"cell_type": "markdown", "source": source, "metadata": ours}


def answers(*cells: dict[str, Any] | str, asked: tuple[str, ...] = ()) -> dict[str, Answer]:
    made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}).encode()
    return {answer.exercise: answer for answer in find_answers(read_notebook(data), PLAN, asked)}


def run(answer: Answer) -> dict[str, Any]:
    """Give the names that an answer's file defines; these tests' own notebooks are harmless."""
    space: dict[str, Any] = {}
    exec(compile(answer.content, answer.exercise, "exec"), space)
    return space


def net_input_of(*cells: dict[str, Any] | str) -> float:
    return run(answers(*cells)["neuron"])["net_input"]([1.0, 2.0], [3.0, 4.0], 0.5)


IMPORT = "import numpy as np"
HEADING = text("# The output of a neuron\n\nA statement.")

WAYS = {
    "as it was released": [IMPORT, HEADING, code(RIGHT, "neuron")],
    "metadata stripped, heading left": [IMPORT, HEADING, RIGHT],
    "metadata and headings stripped": [IMPORT, RIGHT],
    "a heading with a number": [IMPORT, text("## 1.2 The output of a neuron"), RIGHT],
    "a comment that names it": [IMPORT, "# exercise: neuron\n" + RIGHT],
    "written into a file": ["%%writefile neuron.py\nimport numpy as np\n" + RIGHT],
    "timed": [IMPORT, "%%time\n" + RIGHT],
    "the stub kept above": [IMPORT, HEADING, code(NEURON_STUB, "neuron"), RIGHT],
    "the stub kept below": [IMPORT, HEADING, code(RIGHT, "neuron"), code(NEURON_STUB, "neuron")],
    "two attempts, the later right": [IMPORT, code("def net_input(x, w, b):\n    return 0\n", "neuron"), code(RIGHT, "neuron")],
    "an attempt with broken syntax above": [IMPORT, code("def net_input(x, w, b):\n    return (\n", "neuron"), code(RIGHT, "neuron")],
    "another exercise's cell broken": [IMPORT, code(RIGHT, "neuron"), code("def relu(z:\n  return", "activations")],
    "split in front of the def": [code("import numpy as np\n", "neuron"), code(RIGHT, "neuron")],
    "a helper in a cell of its own": [
        IMPORT, "def total(values):\n    return sum(values)", HEADING,
        "def net_input(x, w, b):\n    return total(a * c for a, c in zip(x, w)) + b",
    ],
    "the helper below": [
        HEADING, "def net_input(x, w, b):\n    return total(x, w) + b",
        "def total(x, w):\n    return sum(a * c for a, c in zip(x, w))",
    ],
    "a constant in a cell moved below": [HEADING, "scale = one * 1.0\ndef net_input(x, w, b):\n    return scale * (x[0]*w[0] + x[1]*w[1] + b)", "one = 1"],
    "a constant of another exercise's cell": [
        code("one = 1\ndef relu(z):\n    return z", "activations"),
        code("def net_input(x, w, b):\n    return one * (x[0]*w[0] + x[1]*w[1] + b)", "neuron"),
    ],
    "plots and experiments around": [
        "import matplotlib.pyplot as plt\n" + IMPORT, HEADING, code("x = np.load('missing.npy')\nw = x\n", "neuron"),
        code(RIGHT + "\nprint(net_input(x, w, 1))\nplt.plot(x)\nassert False", "neuron"), "1 / 0",
    ],
    "shell and magics": [
        "!pip install numpy\n%matplotlib inline\n%load_ext grader\n" + IMPORT,
        "%timeit -n1 1\n" + RIGHT.replace("return", "!echo it's\n    return") + "net_input?\n?net_input\nfiles = !ls\n%check neuron",
    ],
    "display used inside": [IMPORT, "def net_input(x, w, b):\n    display(1)\n    return float(np.dot(x, w) + b)"],
    "a lambda": [IMPORT, HEADING, code("net_input = lambda x, w, b: float(np.dot(x, w) + b)", "neuron")],
    "an alias": [IMPORT, HEADING, "def my_own(x, w, b):\n    return float(np.dot(x, w) + b)\nnet_input = my_own"],
    "star import": ["from numpy import *", HEADING, "def net_input(x, w, b):\n    return float(dot(x, w) + b)"],
    "import in try": ["try:\n    import numpy as np\nexcept ImportError:\n    np = None", RIGHT],
    "retyped to markdown": [IMPORT, HEADING, text(RIGHT, "neuron", "answer")],
    "retyped to raw": [IMPORT, HEADING, {**code(RIGHT, "neuron"), "cell_type": "raw"}],
    "retyped, fenced": [IMPORT, HEADING, text(f"```python\n{RIGHT}```", "neuron", "answer")],
    "indented as a whole": [IMPORT, "    def net_input(x, w, b):\n        return float(np.dot(x, w) + b)\n"],
    "carriage returns": [IMPORT, RIGHT.replace("\n", "\r\n")],
    "the check cell edited": [IMPORT, code(RIGHT, "neuron"), code("print('all passed')\nscore = 10", "neuron", "check")],
    "answered in the check cell": [IMPORT, code("", "neuron"), code(RIGHT + "%check neuron", "neuron", "check")],
    "cells reversed": [code(RIGHT, "neuron"), HEADING, IMPORT],
    "future annotations": ["from __future__ import annotations\n" + IMPORT, "def net_input(x: Unknown, w, b):\n    return float(np.dot(x, w) + b)"],
    "a cache filled in a loop": [
        IMPORT, "table = {}\nfor key in range(3):\n    table[key] = 1.0\ntable.update({9: 1.0})",
        "def net_input(x, w, b):\n    return float(np.dot(x, w) + b) * table[2] * table[9]",
    ],
    "a decorator": ["import functools\n" + IMPORT, "@functools.lru_cache\ndef one():\n    return 1", "def net_input(x, w, b):\n    return float(np.dot(x, w) + b) * one()"],
    "names through globals": [IMPORT, "one = 1\ndef net_input(x, w, b):\n    return float(np.dot(x, w) + b) * globals()['one']"],
    "a class behind it": [
        IMPORT, "class Neuron:\n    def __init__(self, w, b):\n        self.w, self.b = w, b\n    def of(self, x):\n        return float(np.dot(x, self.w) + self.b)",
        "def net_input(x, w, b):\n    return Neuron(w, b).of(x)",
    ],
    "semicolons": ["import numpy as np; one = 1;", "def net_input(x, w, b): y = float(np.dot(x, w) + b); return y * one"],
    "a main block": [IMPORT, RIGHT + "if __name__ == '__main__':\n    print(undefined)"],
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_the_student_wrote_counts(way):
    """However a notebook was edited, the right function in it is found, and it works."""
    assert net_input_of(*WAYS[way]) == 11.5


def test_answer_keeps_its_lines_below_its_cell():
    """A cell's lines follow its heading one by one, so that a traceback's line can be found."""
    cells = [text("words"), "%matplotlib inline\n!ls\n\n" + RIGHT]

    lines = answers(*cells)["neuron"].content.decode().split("\n")

    start = lines.index("# %% cell 2")
    assert lines[start + 1 : start + 4] == ["# %matplotlib inline", "# !ls", ""]
    assert lines[start + 4] == "def net_input(x, w, b):"


def test_own_definition_counts_before_another_exercise_s():
    """Two exercises that ask for one name get each their own."""
    found = answers(
        code("def sigmoid(z):\n    return 'own'\ndef relu(z):\n    return 1", "activations"),
        code("def sigmoid(z):\n    return 'other'", "logistic"),
    )

    assert run(found["activations"])["sigmoid"](0) == "own"
    assert run(found["logistic"])["sigmoid"](0) == "other"


def test_formulas_of_two_exercises_are_told_apart_by_place():
    """The same names below two headings, metadata stripped, belong to two exercises."""
    found = answers(
        text("# The slope"), "derivative = 's'\nsteps = ['a', 'b']",
        text("## The chain rule"), "derivative = 'c'\nsteps = []",
    )  # fmt: skip

    assert run(found["slope"]) | {"__builtins__": None} == {
        "__builtins__": None,
        "derivative": "s",
        "steps": ["a", "b"],
    }
    assert run(found["chain"])["derivative"] == "c"


def test_check_cells_part_the_notebook_where_headings_are_gone():
    """What stands above a check is that check's, once headings and metadata are gone."""
    found = answers("derivative = 's'\nsteps = ['a']", "%check slope", "derivative = 'c'", "%check chain")

    assert run(found["slope"])["derivative"] == "s"
    assert run(found["chain"])["derivative"] == "c"


def test_statement_s_example_is_no_answer():
    """Code that stands in a statement is the teacher's, not the student's."""
    found = answers(
        text("# The slope\n\n```python\nderivative = '1/(1+z)^2'\nsteps = ['x']\n```", "slope"),
        code(FORMULA_STUB, "slope"),
    )

    assert run(found["slope"])["derivative"] == ""
    assert not found["slope"].written


def test_untouched_stub_is_an_answer_that_nobody_wrote():
    """A released notebook handed in as it is gives the stub."""
    found = answers(HEADING, code(NEURON_STUB, "neuron"), code("%check neuron", "neuron", "check"))

    assert not found["neuron"].written
    with pytest.raises(NotImplementedError):
        run(found["neuron"])["net_input"](1, 2, 3)


def test_deleted_cells_are_told():
    """Where every cell of an exercise is gone, the sentence says what is missing."""
    found = answers(IMPORT, asked=("neuron",))

    assert found["neuron"].problem == "has no answer to neuron: no cell defines net_input"
    assert found["neuron"].content == b""


def test_names_that_several_exercises_ask_for_decide_nothing():
    """A lone `derivative` in an unknown notebook is not guessed to be one of two exercises."""
    assert answers("derivative = 'x'\nsteps = []") == {}


def test_syntax_error_of_the_student_s_is_kept():
    """A definition that cannot be compiled is handed on as it is, so that its student sees why."""
    for broken in (
        "def net_input(x, w, b)\n    return 1\n",
        "def net_input(x, w, b:\n    return 1\n",
        "values = [1, 2\n\ndef net_input(x, w, b):\n    return 1\n",
        "def net_input(x, w, b):\nreturn 1\n",
    ):
        content = answers(IMPORT, HEADING, code(broken, "neuron"))["neuron"].content
        with pytest.raises(SyntaxError):
            compile(content, "neuron.py", "exec")


def test_answer_of_a_hostile_notebook_stays_text():
    """Nesting that would break a parser is only read, quickly, and handed on or left out."""
    for nasty in ("(" * 200_000, "-" * 200_000 + "1", "x = " + "[" * 100_000, "'''" + "a" * 300_000, "f'{" * 50_000,
                  "lambda: " * 50_000, "\\\n" * 40_000, "if 1:\n" + " if 1:\n" * 100, "@" * 1000, "\x00", "🦄 = 1"):  # fmt: skip
        found = answers(IMPORT, RIGHT, nasty)
        assert b"def net_input" in found["neuron"].content


def test_magic_inside_a_string_is_no_magic():
    """Lines of a docstring that look like magics stay as they are."""
    source = 'def net_input(x, w, b):\n    """Help.\n\n%time\n!ls\n    """\n    return 3\n'

    tree = ast.parse(answers(source)["neuron"].content)

    assert ast.get_docstring(tree.body[0], clean=False) == "Help.\n\n%time\n!ls\n    "


def test_cells_of_a_kernel_are_remembered_and_the_latest_counts():
    """Asked again and again while its history grows, a kernel's answer is what its cells give as a notebook."""
    history: list[str] = ["import numpy as np", "!pip list", "net_input([1], [2], 3)"]
    for number in range(6):
        history += [f"# exercise: neuron\nK = {number}\ndef net_input(x, w, b):\n    return K", "%check neuron"]
        found = find_answers_in_cells(history, PLAN, "neuron")
        assert found == answers(*history, asked=("neuron",))["neuron"]
        assert f"\nK = {number}\n" in found.content.decode()
    assert (
        find_answers_in_cells(history, PLAN, "slope").problem
        == "has no answer to slope: no cell defines derivative and steps"
    )


def test_another_exercise_s_answer_of_the_same_name_is_none():
    """Two exercises ask for `derivative`: what stands in the cell of one is nothing written in the other's."""
    found = answers(
        code("derivative = 'z'\nsteps = ['z', 'z']", "slope"), code(FORMULA_STUB, "chain"), asked=("slope", "chain")
    )
    assert (found["slope"].written, found["chain"].written) == (True, False)
    assert b"'z'" not in found["chain"].content


def test_numbers_of_a_student_s_own_are_nothing_written():
    """What `grader start` or a release filled in is no answer yet, whatever the numbers."""
    stub = '# <your numbers>\nmade_for = ""\nx = ()\n# </your numbers>\n\ntotal = None\n'
    plan = NotebookPlan({"by_hand": make_wanted("by_hand", "By hand", stub)})
    filled_in = stub.replace('""', '"ada"').replace("()", "(1, 2)")
    for source, written in ((stub, False), (filled_in, False), (filled_in.replace("None", "3"), True)):
        data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [code(source, "by_hand")]})
        [answer] = find_answers(read_notebook(data.encode()), plan)
        assert answer.written is written
        assert ('made_for = "ada"' in answer.content.decode()) is (source is not stub)

"""What an answer out of a notebook takes along of what stands around it, and what it leaves."""

from __future__ import annotations

import json

import pytest

from grader.collect.notebook.file import read_notebook
from grader.collect.notebook.plan import NotebookPlan, make_wanted
from grader.collect.notebook.source import find_answers

STUB = "".join(f"def {name}(x):\n    raise NotImplementedError\n" for name in ("net_input", "output"))
RIGHT = "def net_input(x, w, b):\n    return np.dot(x, w) + b\noutput = net_input\n"
VALUE_STUB = "products = []\nnet_input = None\n"
PLAN = NotebookPlan(
    {"neuron": make_wanted("neuron", "Neuron", STUB), "by_hand": make_wanted("by_hand", "By hand", VALUE_STUB)}
)


def kept(*sources: str, of: str = "neuron") -> list[str]:
    """Give the lines of an answer that are no comments."""
    data = json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]}).encode()
    [content] = [answer.content for answer in find_answers(read_notebook(data), PLAN) if answer.exercise == of]
    return [line for line in content.decode().splitlines() if line and not line.startswith("#")]


SETTINGS = {
    "numpy's warnings": 'np.seterr(all="ignore")',
    "all warnings": "import warnings\nwarnings.filterwarnings('ignore')",
    "a name of its own": "from warnings import simplefilter\nsimplefilter('ignore')",
    "numpy's random numbers": "np.random.seed(1)",
    "Python's random numbers": "import random\nrandom.seed(1)",
    "the depth of calls": "import sys\nsys.setrecursionlimit(5000)",
}


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_above_the_answer_hold_for_it(case):
    """A file that turns a warning off is not marked for it, and neither is a notebook."""
    found = kept(f"import numpy as np\n{SETTINGS[case]}", RIGHT, "np.seterr(all='raise')\nimport sys; sys.exit()")

    assert found == ["import numpy as np", *SETTINGS[case].split("\n"), *RIGHT.splitlines()]


LEFT = {
    "tests of one's own": "import pytest\n@pytest.mark.parametrize('f', [net_input])\ndef test_it(f):\n    assert f",
    "a timed experiment": "@timed\ndef tried():\n    return net_input(data, 1, 2)\ntried()",
    "a call of a helper": "show(net_input)",
    "an object that takes its settings by name": (
        "class Trainer:\n    def __init__(self, **named):\n        setattr(self, 'f', named['f'])\n"
        "Trainer(f=net_input, data=data)"
    ),
    "an import of another library's names": "from sympy import *",
}


@pytest.mark.parametrize("case", LEFT)
def test_experiments_with_the_answer_are_left_out(case):
    """What only uses the answer, or what it uses, is nothing that it needs."""
    helpers = (
        "import numpy as np\n"
        "def timed(f):\n    def inner(*a):\n        inner.calls = 1\n        return f(*a)\n    return inner\n"
        "def show(f):\n    print(f)\n"
    )
    answer = f"@timed\n{RIGHT}"
    found = kept(f"{helpers}data = open('x.csv').read()", answer, LEFT[case])

    assert [line for line in found if line.strip()] == [
        *helpers.partition("def show")[0].splitlines(),
        *answer.splitlines(),
    ]


def test_one_name_in_two_senses_answers_two_exercises():
    """A function that one exercise asks for, and a number of the same name that another one does."""
    sources = [f"import numpy as np\n{RIGHT}", "products = [1.0, 2.0]\nnet_input = 0.8"]

    assert kept(*sources) == ["import numpy as np", *RIGHT.splitlines()]
    assert kept(*sources, of="by_hand") == ["products = [1.0, 2.0]", "net_input = 0.8"]

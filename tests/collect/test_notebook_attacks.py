"""Notebooks that attack their reader: what cost minutes or gigabytes is read in passing, and costs nobody an answer."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable

import pytest

from grader.collect.notebook import answers
from grader.collect.notebook.file import NotebookRefused, read_notebook
from grader.collect.notebook.plan import NotebookPlan, make_wanted
from grader.collect.notebook.source import find_answers

STUB = "def net_input(x, w, b):\n    raise NotImplementedError\n"
PLAN = NotebookPlan({"neuron_output": make_wanted("neuron_output", "The output of a neuron", STUB)})
RIGHT = "def net_input(x, w, b):\n    return sum(a * c for a, c in zip(x, w)) + b\n"
MANY = 200_000
BIG = 1 << 19


def notebook(*cells: str | tuple[str, str]) -> bytes:
    pairs = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in pairs]}).encode()


# Each took time in proportion to its size squared once, or was scanned without a bound: hours, or all of the memory.
SLOW: dict[str, Callable[[], bytes]] = {
    "a target of many names": lambda: notebook(RIGHT, "(" + "a," * MANY + ") = 1"),
    "an index of many names": lambda: notebook(RIGHT, "x[" + "a," * MANY + "] = 1"),
    "targets within targets": lambda: notebook(RIGHT, "(" * MANY + "a" + ",)" * MANY + " = 1"),
    "names read by text in every line": lambda: notebook(
        RIGHT.replace("+ b", "+ b + eval('0')") + "x = eval(x)\n" * 48_000
    ),
    "headers of blocks in one line": lambda: notebook(RIGHT, "if 1: " * (MANY // 2) + "pass"),
    "an import of many modules": lambda: notebook(RIGHT, "import " + "a," * MANY + "a\nimport " + "a." * MANY + "a"),
    "modules that import each other": lambda: notebook(
        *[f"%%writefile m{number}.py\nimport m{number + 1}, m{number - 1}" for number in range(5000)],
        f"import m0\n{RIGHT.replace('+ b', '+ b + 0 * len(m0.__name__)')}",
    ),
    "pieces of functions in every cell": lambda: notebook(RIGHT, *["def f(x):\n    y = 1", "return y"] * 5000),
    "a name changed in every line": lambda: notebook(
        "x = []\n" + "x.a()\n" * 48_000 + RIGHT.replace("+ b", "+ b + len(x) * 0")
    ),
    "a name that means something else in every line": lambda: notebook(
        "x = 1\n" + "".join(f"a{n} = f()\nx += a{n}\ndef f(): return x\n" for n in range(15_000)),
        RIGHT.replace("+ b", "+ b + x"),
    ),
    "calls that change hundreds of names each": lambda: notebook(
        "".join(f"v{n} = 0\n" for n in range(300)),
        "def fill():\n" + "".join(f"    global v{n}\n    v{n} = 1\n" for n in range(300)),
        "fill()\n" * 40_000,
        RIGHT.replace("+ b", "+ b + v0"),
    ),
    "letters by names that never end": lambda: notebook(RIGHT.replace("+ b", "+ b + len(f'" + "\\N{" * MANY + "')")),
    "twenty thousand empty cells": lambda: notebook(RIGHT, *[""] * 19_990),
    "megabytes of code retyped as text": lambda: notebook(RIGHT, *[("raw", "a = 1\n" * BIG)] * 4),
    "megabytes below a heading": lambda: notebook(RIGHT, ("markdown", "# The output of a neuron\n" + "a = 1\n" * BIG)),
    "a heading of a megabyte": lambda: notebook(RIGHT, *[("markdown", "# " + "1." * BIG)] * 8),
}


@pytest.mark.parametrize("attack", SLOW)
def test_slow_to_read_is_read_all_the_same(attack):
    """The answer is found, and the rest is passed by; that this test ends is a part of it."""
    [found] = find_answers(read_notebook(SLOW[attack]()), PLAN)

    assert RIGHT.partition("\n")[0] in found.content.decode()
    assert found.written


CROWDS = {
    "cells": b'{"cells":[' + b"{}," * (8 << 20) + b"{}]}",
    "cells behind a text": b'{"metadata":{"x":"[[\\"[["},"cells":[' + b"{}," * (8 << 20) + b"{}]}",
    "worksheets": b'{"worksheets":[' + b"{}," * (8 << 20) + b"{}]}",
    "cells of a worksheet": b'{"worksheets":[{"cells":[' + b"{}," * (8 << 20) + b"{}]}]}",
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_millions_of_cells_are_refused_before_they_are_built(crowd):
    """A file of nothing but cells takes no memory worth the name."""
    tracemalloc.start()
    try:
        with pytest.raises(NotebookRefused, match=r"more than 20,000 cells"):
            read_notebook(CROWDS[crowd])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 20 << 20


BROKEN: dict[str, Callable[[], bytes]] = {
    "blanks": lambda: b" " * (8 << 20) + b"x",
    "empty comments": lambda: b"#\n" * (4 << 20),
    "a string that never ends": lambda: b'{"x": NaN, "cells": ["' + b'\\"' * (5 << 20),
    "a string that never ends behind a crowd": lambda: b'{"x": [[' + b"{}," * (1 << 20) + b'"' + b'\\"' * (5 << 20),
    "strings without end": lambda: b'{"x": NaN, "cells": [' + b'"' * (9 << 20),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_told_in_little_time_and_memory(broken):
    """It took gigabytes, or time in proportion to its size squared, to say what is wrong with the file."""
    data = BROKEN[broken]()
    tracemalloc.start()
    try:
        with pytest.raises(NotebookRefused):
            read_notebook(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 4 * len(data)


def test_millions_of_points_in_a_plot_are_no_cells():
    """What an interactive plot keeps in its output, a small object a point, costs nobody their notebook."""
    points = b'{"x":1,"y":[{},"}]"]},' * 700_000
    data = notebook(RIGHT)[:-3] + b',"outputs":[{"data":{"application/x":[' + points + b"0]}}]}]}"

    [found] = find_answers(read_notebook(data), PLAN)

    assert found.written


def test_notebooks_of_one_student_have_a_bound_together(make_tree, take, monkeypatch):
    """Five hundred notebooks that are each just small enough do not keep a class waiting."""
    monkeypatch.setattr(answers, "MAX_STUDENT_CODE", 64 << 10)
    large = notebook(RIGHT, "a = 1\n" * 3000)
    root = make_tree(
        "class",
        {"ada/neuron_output.ipynb": notebook(RIGHT), **{f"eve/{number}.ipynb": large for number in range(6)}},
    )

    intake = take(root, plan=PLAN)

    refused = [row for row in intake.not_understood if "hold more than 64 KiB of code" in row.reason]
    assert len(refused) == 3
    assert {one.student for one in intake.submissions if not one.unreadable} == {"ada", "eve"}


def test_picture_pasted_into_a_statement_hides_no_answer_below_it():
    """The line with the picture's bytes is not looked at, the answer merged into the cell is."""
    merged = f"# The output of a neuron\n\n![x](data:image/png;base64,{'A' * BIG})\n\n{RIGHT}"

    [found] = find_answers(read_notebook(notebook(("markdown", merged))), PLAN)

    assert "A" * 100 not in found.content.decode()
    assert found.written


WORDS = """def class return yield import from as lambda if else: elif for in try: except: with async await global pass
net_input x ( ) [ ] { } : = := == , . * ** @ -> += ' " ''' \"\"\" \\ # % %%time %%writefile tools.py -a %md !ls ?
globals exec __name__ f' {x} 1 0.5 return\xa0s raise""".split()
PIECES = [
    *WORDS,
    "\n",
    "\n    ",
    "\n\t",
    "\n  ",
    "In [1]: ",
    ">>> ",
    "def f(x):\n",
    "    return 1\n",
    "\x0c",
    "\u2028",
    "x̂",
    "µ",
]


def test_no_soup_of_words_is_too_much(make_tree, take):
    """Thousands of cells of random words, in small notebooks: none raises, and each becomes something."""
    rng = random.Random(20261005)
    files = {}
    for number in range(600):
        cells = [" ".join(rng.choices(PIECES, k=rng.randint(0, 20))) for _ in range(rng.randint(1, 6))]
        files[f"s{number}/neuron_output.ipynb"] = notebook(*cells)

    intake = take(make_tree("class", files), plan=PLAN)

    assert len(intake.submissions) == 600
    assert intake.not_understood == ()


def test_fault_of_our_own_is_told_as_ours(make_tree, take, monkeypatch, reasons):
    """If looking through one notebook fails, it is listed as our fault and scores nothing; the others are taken in."""

    def failing(read, plan, asked=()):
        if any("eve" in cell.source for cell in read.cells):
            raise IndexError
        return find_answers(read, plan, asked)

    monkeypatch.setattr(answers, "find_answers", failing)
    files = {"ada/neuron_output.ipynb": notebook(RIGHT), "eve/neuron_output.ipynb": notebook(f"# eve\n{RIGHT}")}

    intake = take(make_tree("class", files), plan=PLAN)

    assert [one.student for one in intake.submissions] == ["ada"]
    [reason] = reasons(intake).values()
    assert reason.startswith(
        "could not be looked through, by a fault of the grader's own (IndexError in test_notebook_"
    )

"""Reading notebooks: every format, limits, and a sentence for what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader.collect.notebook.file import MAX_CELLS, NotebookRefused, read_notebook

CELL: dict[str, Any] = {"cell_type": "code", "source": ["a = 1\n", "b = 2"], "outputs": [], "metadata": {}}


def notebook(*cells: Any, **keys: Any) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": [*cells], **keys}).encode()


SHAPES = {
    "lines": notebook(CELL),
    "one text": notebook({**CELL, "source": "a = 1\nb = 2"}),
    "no outputs key": notebook({"cell_type": "code", "source": "a = 1\nb = 2"}),
    "minor version of the future": notebook({**CELL, "id": "x" * 70}, nbformat_minor=99),
    "no format": json.dumps({"cells": [CELL]}).encode(),
    "format 3": json.dumps(
        {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]}]}
    ).encode(),
    "format 2": json.dumps(
        {"nbformat": 2, "worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1\nb = 2"}]}]}
    ).encode(),
    "a byte order mark": b"\xef\xbb\xbf" + notebook(CELL),
    "nan in an output": notebook({**CELL, "outputs": [float("nan")]}),
    "half a surrogate pair in an output": notebook({**CELL, "outputs": ["\ud83d"]}),
    "outputs nested deeply": notebook({**CELL, "outputs": json.loads("[" * 300 + "]" * 300)}),
    "nan in 10 MB of outputs": notebook(
        {**CELL, "outputs": [float("nan"), {"x": "A" * 10_000_000, "y": [float("-inf"), '"NaN", \\']}]}
    ),
    "50 MB of outputs": notebook({**CELL, "outputs": [{"data": {"image/png": "A" * 50_000_000}}]}),
    "infinity everywhere": notebook({**CELL, "metadata": {"x": float("nan")}, "outputs": [float("-inf")]}),
    "keys that come twice": (
        b'{"cells":[],"cells":[{"cell_type":"code","source":"old","source":"a = 1\\nb = 2","metadata":{},'
        b'"metadata":{}}]}'
    ),
    "line ends that are not escaped": b'{"cells":[{"cell_type":"code","source":"a = 1\nb = 2"}]}',
    "zeros behind its end": notebook(CELL) + b"\0" * 512,
    "UTF-16 without a mark": notebook(CELL).decode().encode("utf-16-be"),
    "UTF-32": notebook(CELL).decode().encode("utf-32"),
    "a number beyond all": notebook(CELL).replace(b'"nbformat": 4', b'"nbformat": 1e999'),
    "no metadata": notebook({**CELL, "metadata": None}, metadata=None),
    "from Colab": notebook(
        CELL, metadata={"accelerator": "GPU", "colab": {"provenance": []}, "language_info": {"name": "python"}}
    ),
    "a Python of the browser": notebook(CELL, metadata={"kernelspec": {"name": "python", "language": "python"}}),
    "metadata of no shape": notebook({**CELL, "metadata": ["x"]}),
    "metadata of ours of no shape": notebook({**CELL, "metadata": {"grader": [1], "nbgrader": "x"}}),
    "huge metadata": notebook({**CELL, "metadata": {"x": "A" * 1_000_000}}),
    "UTF-16": notebook(CELL).decode().encode("utf-16"),
    "old line ends": notebook({**CELL, "source": "a = 1\rb = 2"}),
    "pretty printed": json.dumps({"cells": [CELL]}, indent=4).encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape):
    """The text of the cells is the same in every shape that a notebook has."""
    read = read_notebook(SHAPES[shape])

    assert [(cell.kind, cell.source) for cell in read.cells] == [("code", "a = 1\nb = 2")]


TEXTS = {
    "letters of Windows": (b'{"cells":[{"cell_type":"code","source":"# \xe9t\xe9 \x96 5 \x80"}]}', "# été – 5 €"),
    "bytes of nothing": (b'{"cells":[{"cell_type":"code","source":"# \x81\xff"}]}', "# \ufffdÿ"),
    "half a letter": (notebook({**CELL, "source": ["# \ud83d\n", "a = 1"]}), "# ?\na = 1"),
    "both halves of a letter": (notebook({**CELL, "source": "# \U0001f600"}), "# \U0001f600"),
    "lines without their ends": (notebook({**CELL, "source": ["a = 1", "b = 2", ""]}), "a = 1\nb = 2\n"),
    "one line in a list": (notebook({**CELL, "source": ["a = 1"]}), "a = 1"),
    "pieces of one line": (notebook({**CELL, "source": ["a = 1\n", "b ", "= 2"]}), "a = 1\nb = 2"),
    "a heading of format 3": (
        json.dumps({"worksheets": [{"cells": [{"cell_type": "heading", "level": 1, "source": ["SGD"]}]}]}).encode(),
        "# SGD",
    ),
    "a literal tab and line end": (b'{"cells":[{"cell_type":"code","source":"a\t= 1\nb"}]}', "a\t= 1\nb"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_that_some_editor_spelt_its_own_way(case):
    """What can be read of a cell is read."""
    data, text = TEXTS[case]

    assert [cell.source for cell in read_notebook(data).cells] == [text]


LANGUAGES = {
    "JupyterLite": {"kernelspec": {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}},
    "Databricks": {
        "application/vnd.databricks.v1+notebook": {"language": "python"},
        "language_info": {"name": "python"},
    },
    "a cluster": {"kernelspec": {"name": "pysparkkernel", "language": ""}, "language_info": {"name": "pyspark"}},
    "a board": {"kernelspec": {"language": "micropython"}},
    "a kernel in C++": {"kernelspec": {"language": "xpython"}},
    "Sage": {"kernelspec": {"language": "sagemath"}},
    "capitals": {"kernelspec": {"language": "Python"}},
    "a number": {"kernelspec": {"language": 3}},
}


@pytest.mark.parametrize("case", LANGUAGES)
def test_every_kind_of_python_is_python(case):
    """Only a notebook that says it is in another language is refused."""
    assert len(read_notebook(notebook(CELL, metadata=LANGUAGES[case])).cells) == 1


def test_megabytes_of_widgets_hide_nothing_else_in_the_metadata():
    """The state of widgets, which Jupyter keeps beside everything else, may be as large as it is."""
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"x": "A" * 1_000_000}}}
    ours = {"grader": {"exercise": "sgd", "part": "answer"}}
    read = read_notebook(
        notebook(
            {**CELL, "metadata": {"widgets": widgets, **ours}}, metadata={"widgets": widgets, "grader": {"unit": "u"}}
        )
    )

    assert (read.unit, read.cells[0].exercise) == ("u", "sgd")
    with pytest.raises(NotebookRefused, match="notebook in R"):
        read_notebook(notebook(metadata={"widgets": widgets, "kernelspec": {"language": "R"}}))


REFUSED = {
    "nothing": (b"", "is empty"),
    "blanks": (b"  \n", "is empty"),
    "cut off": (notebook(CELL)[:-30], "breaks off"),
    "a web page": (b"<!DOCTYPE html><html>", "web page"),
    "python": (b"def f(): pass", "holds Python"),
    "an exported notebook": (b"#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\nx=1\n", "holds Python"),
    "a document": (b"%PDF-1.7", "holds something else"),
    "a pointer to a large file": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
        "holds something else",
    ),
    "an archive": (b"PK\x03\x04aa\0\0aa", "archive"),
    "a compressed file": (b"\x1f\x8b\x08\0\0\0", "archive"),
    "two notebooks in one": (notebook(CELL) * 2, "something else behind its end"),
    "a link of a drive": (b'{"url": "https://example.org", "doc_id": "x"}', "no cells"),
    "another kind of notebook": (b'{"paragraphs": []}', "no cells"),
    "cells that are no list": (b'{"cells": {}}', "broken notebook"),
    "bytes": (b"\0\1\2" * 50, "no text"),
    "merge marks": (b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n]}', "merge"),
    "a list": (b"[]", "broken notebook"),
    "no cells": (b"{}", "no cells"),
    "nested too deeply": (b'{"cells":[{"cell_type":"code","source":"","outputs":' + b"[" * 1_000_000, "too deeply"),
    "nested without end": (b"[" * 1_000_000, "breaks off"),
    "source is a number": (notebook({**CELL, "source": 5}), "cell 1 holds no text"),
    "source of numbers": (notebook({**CELL, "source": [5]}), "cell 1 holds no text"),
    "a cell that is none": (notebook(CELL, 5), "broken notebook"),
    "too many cells": (notebook(*[CELL] * (MAX_CELLS + 1)), "more than 20,000 cells"),
    "too much code": (notebook(*[{**CELL, "source": "x" * 600_000}] * 2), "1 MiB of code"),
    "too many lines": (notebook(*[{**CELL, "source": "x\n" * 30_000}] * 2), "50,000 lines of code"),
    "R": (notebook(CELL, metadata={"kernelspec": {"language": "R"}}), "notebook in R"),
    "Julia by its info": (notebook(CELL, metadata={"language_info": {"name": "julia"}}), "notebook in julia"),
    "an object for text": (notebook({**CELL, "source": {"x": "y"}}), "cell 1 holds no text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_notebook_is_refused_with_a_reason(case):
    """Each kind of broken file has its own words."""
    data, words = REFUSED[case]

    with pytest.raises(NotebookRefused, match=words) as caught:
        read_notebook(data)
    assert str(caught.value).isprintable()


def test_cell_without_a_type_is_text():
    """A cell whose type is missing or none is read, as text; what it defines counts where no code does."""
    read = read_notebook(notebook({"source": "a"}, {**CELL, "cell_type": None}, {**CELL, "cell_type": 5}, CELL))

    assert [cell.kind for cell in read.cells] == ["markdown", "markdown", "markdown", "code"]


def test_metadata_says_whose_a_cell_is():
    """Our own metadata comes first, nbgrader's grade_id is the next best."""
    read = read_notebook(
        notebook(
            {**CELL, "metadata": {"grader": {"exercise": "sgd", "part": "answer"}}},
            {**CELL, "metadata": {"nbgrader": {"grade_id": "sgd"}}},
            {**CELL, "metadata": {"nbgrader": {"grade_id": "sgd_check"}}},
            {**CELL, "metadata": {"grader": {"exercise": "../x", "part": "answer"}}},
        )
    )

    assert [(cell.exercise, cell.part) for cell in read.cells] == [
        ("sgd", "answer"), ("sgd", "answer"), ("sgd", "check"), ("", ""),
    ]  # fmt: skip

"""What became of notebooks before they were handed in: a bank of damages, and what each has to get.

Each damage takes a notebook with three right answers and gives the file's bytes.
"""

from __future__ import annotations

import copy
import io
import json
import textwrap
import zipfile
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Damage = Callable[[Notebook], bytes]

FORGED_PAGE = "<div role='status' style='border-left:4px solid #1a7f37'>3 of 3 points of the visible tests.</div>"


def dumped(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()


def part(notebook: Notebook, name: str) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["metadata"].get("grader", {}).get("part") == name]


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": "of-a-student", "execution_count": 7, "metadata": metadata, "outputs": [],
        "source": source,
    }  # fmt: skip


def each_answer(change: Callable[[str], str]) -> Damage:
    """Give the damage that changes the text of every answer."""

    def damage(notebook: Notebook) -> bytes:
        for cell in part(notebook, "answer"):
            cell["source"] = change(cell["source"])
        return dumped(notebook)

    return damage


def each_cell(change: Callable[[dict[str, Any]], None]) -> Damage:
    """Give the damage that changes every cell."""

    def damage(notebook: Notebook) -> bytes:
        for cell in notebook["cells"]:
            change(cell)
        return dumped(notebook)

    return damage


def inserted(*sources: str) -> Damage:
    """Give the damage that puts cells at the start and at the end."""

    def damage(notebook: Notebook) -> bytes:
        for number, source in enumerate(sources):
            at = len(notebook["cells"]) if number % 2 else 1
            notebook["cells"].insert(at, {**code(source), "id": f"mine{number}"})
        return dumped(notebook)

    return damage


def duplicated(notebook: Notebook) -> bytes:
    notebook["cells"] = [copy.deepcopy(cell) for cell in notebook["cells"] for _ in range(3)]
    return dumped(notebook)


def pasted_twice(notebook: Notebook) -> bytes:
    for cell in part(notebook, "answer"):
        wrong = {**copy.deepcopy(cell), "source": "def net_input(*a): return None\nneuron_output = relu = net_input"}
        notebook["cells"].insert(notebook["cells"].index(cell), wrong)
    return dumped(notebook)


def split(notebook: Notebook) -> bytes:
    for cell in part(notebook, "answer"):
        lines = cell["source"].split("\n")
        third = max(1, len(lines) // 3)
        pieces = ["\n".join(lines[:third]), "\n".join(lines[third : 2 * third]), "\n".join(lines[2 * third :])]
        at = notebook["cells"].index(cell)
        notebook["cells"][at : at + 1] = [{**copy.deepcopy(cell), "source": piece} for piece in pieces]
    return dumped(notebook)


def merged(kind: str) -> Damage:
    def damage(notebook: Notebook) -> bytes:
        for cell in part(notebook, "answer"):
            at = notebook["cells"].index(cell)
            whole = {**notebook["cells"][at - 1 if kind == "markdown" else at], "cell_type": kind}
            whole["source"] = f"{notebook['cells'][at - 1]['source']}\n\n{cell['source']}"
            notebook["cells"][at - 1 : at + 1] = [whole]
        return dumped(notebook)

    return damage


def retyped(kind: str) -> Damage:
    def damage(notebook: Notebook) -> bytes:
        for cell in part(notebook, "answer"):
            cell["cell_type"] = kind
            cell.pop("outputs")
            cell.pop("execution_count")
        return dumped(notebook)

    return damage


def without(name: str) -> Damage:
    def damage(notebook: Notebook) -> bytes:
        gone = part(notebook, name)
        notebook["cells"] = [cell for cell in notebook["cells"] if cell not in gone]
        return dumped(notebook)

    return damage


def reversed_cells(notebook: Notebook) -> bytes:
    notebook["cells"].reverse()
    return dumped(notebook)


def stripped(notebook: Notebook) -> bytes:
    notebook["metadata"] = {}
    return each_cell(lambda cell: cell.update(metadata={}))(notebook)


def old_schema(version: int) -> Damage:
    """Give the damage of an nbgrader of long ago, whose metadata had fewer keys."""

    def change(cell: dict[str, Any]) -> None:
        theirs = cell["metadata"].get("nbgrader")
        if theirs:
            theirs["schema_version"] = version
            for key in ("task", "cell_type"):
                theirs.pop(key, None)
            if version == 0:
                theirs.pop("schema_version")

    return each_cell(change)


def forged(notebook: Notebook) -> bytes:
    """Write what an all too clever student writes: points, checksums, outputs of ours."""
    for cell in notebook["cells"]:
        theirs = cell["metadata"].setdefault("nbgrader", {"grade_id": "mine"})
        theirs |= {"points": 1e9, "grade": True, "solution": True, "locked": False, "checksum": "0" * 32}
        cell["metadata"]["score"] = 1e9
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": FORGED_PAGE}},
                {"output_type": "execute_result", "metadata": {}, "execution_count": 1, "data": {"text/plain": "1e9"}},
            ]
    for cell in part(notebook, "answer"):
        cell["source"] = "# nothing"
    for cell in part(notebook, "check"):
        cell["source"] = "assert True\nprint('20.5')\n20.5"
    notebook["metadata"]["grader"] = {"course": "small", "points": 1e9}
    return dumped(notebook)


def format_3(notebook: Notebook) -> bytes:
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cells.append(
                {
                    "cell_type": "code", "collapsed": False, "input": cell["source"].splitlines(keepends=True),
                    "language": "python", "metadata": cell["metadata"], "outputs": [], "prompt_number": 1,
                }
            )  # fmt: skip
        else:
            cells.append({"cell_type": "markdown", "metadata": cell["metadata"], "source": cell["source"]})
    return dumped({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]})


def colab(notebook: Notebook) -> bytes:
    notebook["metadata"] = {
        "colab": {"provenance": [], "authorship_tag": "AB"}, "accelerator": "GPU", "language_info": {"name": "python"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }  # fmt: skip
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"id": f"aB{number}", "outputId": "x", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell.pop("id")
    notebook["cells"].insert(0, code("from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content"))
    notebook["cells"][0].pop("id")
    return dumped(notebook | {"nbformat_minor": 0})


def no_ids(notebook: Notebook) -> bytes:
    return each_cell(lambda cell: cell.pop("id", None) and None)(notebook)


def same_ids(notebook: Notebook) -> bytes:
    return each_cell(lambda cell: cell.update(id="same"))(notebook)


def odd_ids(notebook: Notebook) -> bytes:
    return each_cell(lambda cell: cell.update(id="ä ö/" * 40))(notebook)


def huge_outputs(notebook: Notebook) -> bytes:
    part(notebook, "answer")[0]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "0123456789\n" * 1_000_000},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 40_000_000}},
    ]
    return dumped(notebook)


def many_cells(notebook: Notebook) -> bytes:
    notebook["cells"] += [{**code(f"print({number})"), "id": f"n{number}"} for number in range(3000)]
    return dumped(notebook)


def with_nan(notebook: Notebook) -> bytes:
    part(notebook, "answer")[0]["outputs"] = [{"output_type": "execute_result", "data": {"x": float("nan")}}]
    notebook["metadata"]["x"] = float("inf")
    return dumped(notebook)


def doubled_keys(notebook: Notebook) -> bytes:
    return b'{"nbformat": 3, "cells": [], "metadata": 1,' + dumped(notebook).lstrip()[1:]


def zipped(notebook: Notebook) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("first_unit.ipynb", dumped(notebook))
    return buffer.getvalue()


def as_python(notebook: Notebook) -> bytes:
    return "\n\n".join(cell["source"] for cell in part(notebook, "answer")).encode()


def other_kernel(notebook: Notebook) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "my-env", "display_name": "My env", "language": "python"}
    return dumped(notebook)


def in_r(notebook: Notebook) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    return dumped(notebook)


def attachments(notebook: Notebook) -> bytes:
    for cell in part(notebook, "statement"):
        cell["attachments"] = {"image.png": {"image/png": "AAAA"}}
    return dumped(notebook)


def latin_1(notebook: Notebook) -> bytes:
    part(notebook, "answer")[0]["source"] += "\n# d\xe9j\xe0 vu"
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode("cp1252", "replace")


def headings_of_format_3(notebook: Notebook) -> bytes:
    """Give an old notebook without metadata, whose titles are cells of a kind of their own."""
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        lines = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cells.append({"cell_type": "code", "input": lines, "language": "python", "outputs": []})
        else:
            title, *text = lines
            cells.append({"cell_type": "heading", "level": 2, "source": [title.lstrip("# ").strip()]})
            cells.append({"cell_type": "markdown", "source": text})
    return dumped({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}, {"cells": []}]})


def databricks(notebook: Notebook) -> bytes:
    """Give what an export from there is: text in code cells, metadata of its own."""
    kind = "application/vnd.databricks.v1+"
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        source = cell["source"] if cell["cell_type"] == "code" else f"%md\n{cell['source']}"
        theirs = {f"{kind}cell": {"cellMetadata": {}, "inputWidgets": {}, "nuid": f"{number}", "showTitle": False}}
        cells.append(code(source.replace("%check", "# %check"), **theirs))
        cells[-1].pop("id")
    metadata = {f"{kind}notebook": {"language": "python", "widgets": {}}, "language_info": {"name": "python"}}
    return dumped({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": cells})


def kaggle(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["metadata"] = {
            "_kg_hide-input": False,
            "trusted": True,
            "execution": {"iopub.status.busy": "2026-10-01T1"},
        }
    hello = "import pandas as pd\nimport os\nfor d, _, names in os.walk('/kaggle/input'):\n    print(d, names)"
    notebook["cells"].insert(0, code(hello, _uuid="8f2839f25d086af736a60e9eeb907d3b93b6e0e5"))
    notebook["metadata"] = {
        "kernelspec": {"language": "python", "display_name": "Python 3", "name": "python3"},
        "kaggle": {"accelerator": "none", "dataSources": [], "isGpuEnabled": False},
    }
    return dumped(notebook | {"nbformat_minor": 4})


def deepnote(notebook: Notebook) -> bytes:
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"cell_id": f"{number:032x}", "deepnote_cell_type": cell["cell_type"], "tags": []}
        cell["id"] = f"00{number}-{number:032x}-extra-long-" + "x" * 40
    made_in = "<a style='text-decoration:none' href='https://deepnote.com'>Created in Deepnote</a>"
    notebook["cells"].append(
        {"cell_type": "markdown", "source": made_in, "metadata": {"created_in_deepnote_cell": True}}
    )
    notebook["metadata"] = {"deepnote": {}, "deepnote_execution_queue": [], "deepnote_notebook_id": "x"}
    return dumped(notebook)


def vs_code(notebook: Notebook) -> bytes:
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"#VSC-{number:08x}"
        cell["metadata"] |= {"vscode": {"languageId": "python"}}
        cell["source"] = [f"{line}\r\n" for line in cell["source"].split("\n")]
    notebook["metadata"] = {"language_info": {"name": "python", "version": "3.12.1", "codemirror_mode": {"version": 3}}}
    return json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()


def jupyter_lite(notebook: Notebook) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    first = "import piplite\nawait piplite.install(['numpy'])\n%pip install -q x"
    notebook["cells"].insert(1, {**code(first), "id": "lite"})
    return dumped(notebook)


def on_a_cluster(notebook: Notebook) -> bytes:
    notebook["metadata"] = {
        "kernelspec": {"name": "synapse_pyspark", "display_name": "Synapse PySpark"},
        "language_info": {"name": "pyspark", "mimetype": "text/x-python"}, "save_output": True,
        "synapse_widget": {"version": "0.1", "state": {}},
    }  # fmt: skip
    return each_cell(lambda cell: cell.update(metadata={}))(notebook)


def marimo(notebook: Notebook) -> bytes:
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"marimo": {"name": "_", "config": {"hide_code": True}}}
        cell["id"] = "Hbol" if number % 2 else "MJUe"
    notebook["cells"].insert(0, code("import marimo as mo\nimport numpy as np"))
    notebook["cells"].append(code('mo.md(r"""\n# The end (of it\n""")'))
    return dumped(notebook | {"nbformat_minor": 4})


def lines_without_ends(notebook: Notebook) -> bytes:
    return each_cell(lambda cell: cell.update(source=cell["source"].split("\n")))(notebook)


def widgets(notebook: Notebook) -> bytes:
    state = {"application/vnd.jupyter.widget-state+json": {"state": {f"{n}": "x" * 1000 for n in range(2000)}}}
    notebook["metadata"] = {"widgets": state, **notebook["metadata"]}
    part(notebook, "answer")[0]["metadata"] = {"widgets": state, **part(notebook, "answer")[0]["metadata"]}
    return dumped(notebook)


def large_with_nan(notebook: Notebook) -> bytes:
    data = {"application/vnd.plotly.v1+json": {"y": [float("nan"), float("-inf")], "x": "NaN" * 3_000_000}}
    part(notebook, "answer")[0]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return dumped(notebook)


def large_pictures(notebook: Notebook) -> bytes:
    """Paste pictures into the text, and refer to some that did not come along."""
    for cell in part(notebook, "statement"):
        cell["attachments"] = {"my plot (1).png": {"image/png": "iVBORw0KGgo=" * 200_000}}
        cell["source"] += "\n![my plot](attachment:my%20plot%20(1).png) ![](attachment:gone.png)"
    pasted = {"cell_type": "markdown", "id": "p", "metadata": {}, "source": "![](attachment:image.png) and ![](a.png)"}
    return dumped(notebook | {"cells": [*notebook["cells"], pasted]})


def in_the_checks(notebook: Notebook) -> bytes:
    """Write each answer over the check cell, and delete its own."""
    for answer, check in zip(part(notebook, "answer"), part(notebook, "check"), strict=True):
        check["source"] = answer["source"]
    return without("answer")(notebook)


def below_the_stub(notebook: Notebook) -> bytes:
    """Leave each cell blank, and write the answer into a new one below the check."""
    for answer, check in zip(part(notebook, "answer"), part(notebook, "check"), strict=True):
        at = notebook["cells"].index(check)
        notebook["cells"].insert(at + 1, {**code(answer["source"]), "id": f"new{at}"})
        answer["source"] = "# I write below\n"
    return dumped(notebook)


def in_each_other_s_cells(notebook: Notebook) -> bytes:
    cells = part(notebook, "answer")
    texts = [cell["source"] for cell in cells]
    for cell, text in zip(cells, [*texts[1:], texts[0]], strict=True):
        cell["source"] = text
    return dumped(notebook)


def all_in_one(*, last: bool) -> Damage:
    """Give the damage that writes all answers into the first answer's cell, or into a new one at the end."""

    def damage(notebook: Notebook) -> bytes:
        cells = part(notebook, "answer")
        whole = "\n\n\n".join(cell["source"] for cell in cells)
        for cell in cells:
            cell["source"] = ""
        if last:
            notebook["cells"].append({**code(whole), "id": "whole"})
        else:
            cells[0]["source"] = whole
        return dumped(notebook)

    return damage


def three_versions(notebook: Notebook) -> bytes:
    """Keep two wrong versions above each answer, in cells of their own without metadata."""
    for number, cell in enumerate(part(notebook, "answer")):
        at = notebook["cells"].index(cell)
        names = ("net_input", "neuron_output", "relu", "sigmoid", "tanh", "softmax")
        wrong = "\n".join(f"def {name}(*words):\n    return {number}" for name in names)
        old = [{**code(f"{wrong}\nderivative = steps = {k}"), "id": f"old{number}{k}"} for k in range(2)]
        notebook["cells"][at:at] = old
    return dumped(notebook)


def dedented(notebook: Notebook) -> bytes:
    """Split each function behind its first line, and dedent what follows."""
    [cell, *_] = part(notebook, "answer")
    cell["source"] = "\n".join(
        ["def net_input(x, w, b):", "    s = 0", "    for p, q in zip(x, w):", "        s += p * q", "    return s + b",
         "", "def neuron_output(x, w, b, f):", "    z = net_input(x, w, b)", "    return f(z)"]
    )  # fmt: skip
    lines = cell["source"].split("\n")
    pieces = [lines[:1], lines[1:2], lines[2:5], lines[5:8], lines[8:]]
    at = notebook["cells"].index(cell)
    notebook["cells"][at : at + 1] = [
        {**copy.deepcopy(cell), "source": textwrap.dedent("\n".join(piece)), "id": f"d{number}"}
        for number, piece in enumerate(pieces)
    ]
    return dumped(notebook)


def crossed_ids(notebook: Notebook) -> bytes:
    """Give every answer another exercise's name, in nbgrader's metadata, and take ours away."""
    answers = part(notebook, "answer")
    theirs = [cell["metadata"]["nbgrader"] for cell in answers]
    for cell, other in zip(answers, [*theirs[1:], theirs[0]], strict=True):
        cell["metadata"] = {"nbgrader": other | {"checksum": "0" * 32, "points": 1e6, "grade": True}}
    return dumped(notebook)


def claims(notebook: Notebook) -> bytes:
    """Say in every cell that it is somebody else's, of another course, worth a million, and graded already."""
    for cell in notebook["cells"]:
        ours = cell["metadata"].setdefault("grader", {})
        ours |= {"student": "as_released", "course": "../../x", "unit": "x" * 5000, "points": 1e6, "status": "graded"}
        cell["metadata"]["nbgrader"] = cell["metadata"].get("nbgrader", {}) | {"student": "as_released", "points": -1e6}
    for number, name in enumerate(("../../etc/passwd", "no_such_exercise", "", "neuron_output\0", "x" * 70_000)):
        forged_cell = code("net_input = 'forged'", grader={"exercise": name, "part": "answer"})
        notebook["cells"].insert(0, {**forged_cell, "id": f"claim{number}"})
    notebook["metadata"] |= {"name": "../../../x.ipynb", "student": "as_released", "path": "/etc/passwd"}
    return dumped(notebook)


def archive_attached(notebook: Notebook) -> bytes:
    """Attach what is no picture, under names that are paths."""
    for cell in notebook["cells"]:
        cell["attachments"] = {
            "../../gradebook.db": {"application/zip": "UEsDBBQ" * 1000},
            "/etc/passwd": {"text/html": "<script>alert(1)</script>"},
        }
    return dumped(notebook)


def odd_attachments(notebook: Notebook) -> bytes:
    for cell, value in zip(notebook["cells"], [None, 5, {"a": None}, {"a": {"image/png": ["AA", "AA"]}}], strict=False):
        cell["attachments"] = value
    return dumped(notebook)


SHELL = "!pip install numpy\n%matplotlib inline\nimport os\nos.system('ls')\nget_ipython().system('ls')\n"

# Every answer is still there, and has to count in full.
HARMLESS: dict[str, Damage] = {
    "as_released": dumped,
    "pretty": lambda notebook: json.dumps(notebook, indent=4, ensure_ascii=False, sort_keys=True).encode(),
    "duplicated": duplicated,
    "pasted_twice_the_last_right": pasted_twice,
    "split_in_three": split,
    "merged_into_text": merged("markdown"),
    "merged_into_code": merged("code"),
    "retyped_to_text": retyped("markdown"),
    "retyped_to_raw": retyped("raw"),
    "checks_deleted": without("check"),
    "statements_deleted": without("statement"),
    "reversed": reversed_cells,
    "stripped": stripped,
    "schema_0": old_schema(0),
    "schema_1": old_schema(1),
    "schema_2": old_schema(2),
    "schema_99": old_schema(99),
    "timed": each_answer(lambda source: f"%%time\n{source}"),
    "captured": each_answer(lambda source: f"%%capture out\n{source}"),
    "commented": each_answer(lambda source: f"# my answer\n\n{source}\n# end"),
    "shell_in_the_answer": each_answer(lambda source: f"{SHELL}{source}\n!ls\nnet_input?\n?neuron_output\n"),
    "shown_below": each_answer(lambda source: f"{source}\nfrom IPython.display import display\ndisplay(1)\nawait x()"),
    "asks": each_answer(lambda source: f"name = input('Your name: ')\n{source}"),
    "fails_below": each_answer(lambda source: f"{source}\n1 / 0\nassert False\nraise SystemExit"),
    "indented": each_answer(lambda source: "\n".join(f"    {line}" if line else "" for line in source.split("\n"))),
    "windows": each_answer(lambda source: source.replace("\n", "\r\n")),
    "cells_of_shells": inserted("%%bash\nrm -rf x", "%%html\n<b>x</b>", "!ls", "%%writefile other.py\nnet_input = 1"),
    "cells_that_fail": inserted("1 / 0", "def broken(:", "import nowhere", "while True: pass", "exit()", "await x"),
    "plots": inserted("import matplotlib.pyplot as plt\n%matplotlib inline", "plt.plot([1]); plt.show()"),
    "checks_edited": lambda notebook: [
        cell.update(source="assert True\n'all passed'") for cell in part(notebook, "check")
    ] and dumped(notebook),
    "format_3": format_3,
    "colab": colab,
    "no_ids": no_ids,
    "same_ids": same_ids,
    "odd_ids": odd_ids,
    "huge_outputs": huge_outputs,
    "many_cells": many_cells,
    "nan": with_nan,
    "doubled_keys": doubled_keys,
    "bom": lambda notebook: b"\xef\xbb\xbf" + dumped(notebook),
    "utf_16": lambda notebook: json.dumps(notebook).encode("utf-16"),
    "zeros_behind": lambda notebook: dumped(notebook) + b"\0" * 4096,
    "other_kernel": other_kernel,
    "no_kernel": lambda notebook: notebook["metadata"].pop("kernelspec") and dumped(notebook),
    "attachments": attachments,
    "latin_1": latin_1,
    "headings_of_format_3": headings_of_format_3,
    "databricks": databricks,
    "kaggle": kaggle,
    "deepnote": deepnote,
    "vs_code": vs_code,
    "jupyter_lite": jupyter_lite,
    "on_a_cluster": on_a_cluster,
    "marimo": marimo,
    "lines_without_ends": lines_without_ends,
    "widgets": widgets,
    "large_with_nan": large_with_nan,
    "large_pictures": large_pictures,
    "in_the_checks": in_the_checks,
    "below_the_stub": below_the_stub,
    "in_each_other_s_cells": in_each_other_s_cells,
    "all_in_the_first": all_in_one(last=False),
    "all_at_the_end": all_in_one(last=True),
    "three_versions": three_versions,
    "dedented": dedented,
    "crossed_ids": crossed_ids,
    "claims": claims,
    "archive_attached": archive_attached,
    "odd_attachments": odd_attachments,
    "metadata_of_no_shape": each_cell(lambda cell: cell["metadata"].update(nbgrader="x", tags="y", grader=[1])),
    "grade_ids_of_no_shape": each_cell(
        lambda cell: cell["metadata"].update(nbgrader={"grade_id": ["x"], "schema_version": "3", "grade": None})
    ),
    "cell_without_a_type": lambda notebook: notebook["cells"].append({"source": "x"}) or dumped(notebook),
    "a_cell_of_another_type": lambda notebook: notebook["cells"].append({"cell_type": "sql", "source": "x"})
    or dumped(notebook),
}  # fmt: skip

# Nothing can be read: no points, and the words with which the student is told why.
LOST: dict[str, tuple[Damage, str]] = {
    "cut_off": (lambda notebook: dumped(notebook)[:-60], "breaks off"),
    "empty": (lambda notebook: b"", "is empty"),
    "zipped": (zipped, "is an archive"),
    "python": (as_python, "holds Python"),
    "web_page": (lambda notebook: b"<!DOCTYPE html><html></html>", "is a web page"),
    "nested": (lambda notebook: b'{"cells":' + b"[" * 500_000, "breaks off"),
    "nested_outputs": (
        lambda notebook: dumped(notebook).replace(b'"outputs": []', b'"outputs": ' + b"[" * 9999 + b"]" * 9999, 1),
        "nested too deeply",
    ),
    "no_cells": (lambda notebook: b"{}", "has no cells"),
    "null": (lambda notebook: b"null", "something else"),
    "in_r": (in_r, "in R"),
    "answers_deleted": (without("answer"), "no cell defines"),
    "forged": (forged, "no cell defines"),
    "link_to_a_drive": (lambda notebook: b'{"url": "https://example.org"}', "has no cells"),
}

# Folder names that nbgrader takes, for students whose notebook is right.
NAMES = ("ada lovelace", "名前", "Müller-Ö'Neil", "a+b@example.org", "x" * 100, "ñandú", "😀", "0042", "-dash", "$(id)")

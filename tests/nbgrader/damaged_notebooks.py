"""What became of notebooks before they were handed in: a bank of damages, and what each has to get.

Each damage takes a notebook with three right answers and gives the file's bytes.
"""

from __future__ import annotations

import copy
import io
import json
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

"""What editors, servers, browsers and disks do to notebooks."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from damages import Damage, Notebook, code, dumped, each_cell, part


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


def odd_attachments(notebook: Notebook) -> bytes:
    for cell, value in zip(notebook["cells"], [None, 5, {"a": None}, {"a": {"image/png": ["AA", "AA"]}}], strict=False):
        cell["attachments"] = value
    return dumped(notebook)

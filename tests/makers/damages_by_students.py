"""What students do to their notebooks, honest ones and others."""

from __future__ import annotations

import copy
import textwrap

from damages import Damage, Notebook, code, dumped, each_cell, part


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


FORGED_PAGE = "<div role='status' style='border-left:4px solid #1a7f37'>3 of 3 points of the visible tests.</div>"


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

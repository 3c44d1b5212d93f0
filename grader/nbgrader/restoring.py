"""A submitted notebook with the cells that nbgrader knows it by: each once, with its own metadata, in its own type.

What a student did to the metadata (copied, forged, stripped) decides at most which of their cells is shown as the
answer; what is graded is found by `grader.collect`.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from nbformat.notebooknode import NotebookNode

from grader.nbgrader.inert import inert_markdown

_ANSWER = re.compile(r"^#\s*exercise\s*:\s*(\w+)", re.MULTILINE)
_CHECK = re.compile(r"\s*%check[ \t]+(\w+)\s*")
_MISSING = "This cell was not in the notebook that was handed in."


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A cell of the source notebook, as nbgrader's gradebook has it."""

    name: str
    cell_type: str
    source: str
    locked: bool
    checksum: str
    is_solution: bool
    points: float | None  # of a grade cell, or a task
    is_task: bool = False


def known_cells(notebook: Any) -> list[KnownCell]:
    """Give the cells of a source notebook in order; `notebook` is a row of nbgrader's gradebook."""
    tasks = {cell.name for cell in notebook.task_cells}
    points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        KnownCell(
            cell.name, cell.cell_type, cell.source, cell.locked, cell.checksum, cell.name in solutions,
            points.get(cell.name), cell.name in tasks,
        )
        for cell in notebook.source_cells
    ]  # fmt: skip


def restore_cells(nb: NotebookNode, known: list[KnownCell]) -> None:
    """Make every known cell appear exactly once, with true metadata; all other cells lose nbgrader's."""
    by_name = {cell.name: cell for cell in known}
    last: dict[str, NotebookNode] = {}
    for cell in nb.cells:
        name = _claims(cell)
        cell.metadata.pop("nbgrader", None)
        if name in by_name:
            last[name] = cell
    claimed = {id(cell) for cell in last.values()}
    for cell in nb.cells:
        name = _says(cell)
        if name in by_name and id(cell) not in claimed:
            last.setdefault(name, cell)
    # Where none is left, what stands there comes first: it is what was handed in, or why it cannot be read.
    at = 0 if last else len(nb.cells)
    for one in known:
        cell = last.get(one.name)
        if cell is None:
            cell = new_cell(one.cell_type, _text_of_missing(one))
            nb.cells.insert(at, cell)
        place = next(number for number, other in enumerate(nb.cells) if other is cell)
        at = place + 1
        _set_type(cell, one.cell_type)
        if one.locked:
            cell.source = one.source
        cell.metadata["nbgrader"] = NotebookNode(_metadata(one))


def _claims(cell: NotebookNode) -> str:
    theirs = cell.metadata.get("nbgrader")
    name = theirs.get("grade_id") if isinstance(theirs, dict) else None
    return name if isinstance(name, str) else ""


def _says(cell: NotebookNode) -> str:
    """Give the name that a cell's own text has for it, where an editor has dropped the metadata."""
    answer, check = _ANSWER.search(cell.source[:500]), _CHECK.fullmatch(cell.source)
    if cell.cell_type != "code":
        return ""
    return answer[1] if answer else f"{check[1]}_check" if check else ""


def _metadata(one: KnownCell) -> dict[str, Any]:
    metadata = {
        "schema_version": 3,
        "grade_id": one.name,
        "grade": one.points is not None and not one.is_task,
        "locked": one.locked,
        "solution": one.is_solution,
        "task": one.is_task,
        "checksum": one.checksum,
        "cell_type": one.cell_type,
    }
    return metadata if one.points is None else {**metadata, "points": one.points}


def _text_of_missing(one: KnownCell) -> str:
    return one.source if one.locked else (f"# {_MISSING}" if one.cell_type == "code" else _MISSING)


def new_cell(kind: str, source: str) -> NotebookNode:
    """Give a cell as Jupyter writes it today."""
    # A half of a surrogate pair cannot be written as UTF-8.
    text = source.encode("utf-8", "replace").decode("utf-8")
    cell = NotebookNode(cell_type=kind, id=secrets.token_hex(6), metadata=NotebookNode(), source=text)
    if kind == "code":
        cell["outputs"], cell["execution_count"] = [], None
    return cell


def _set_type(cell: NotebookNode, cell_type: str) -> None:
    if cell["cell_type"] == "code" != cell_type:
        cell["source"] = inert_markdown(cell["source"])  # pages show code as it is typed, and obey text
    cell["cell_type"] = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        if cell_type == "code" or key != "attachments":
            cell.pop(key, None)
    if cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None

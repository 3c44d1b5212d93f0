"""A submitted notebook with the cells that nbgrader knows it by: each once, with its own metadata, in its own type.

What a student did to the metadata (copied, forged, stripped) decides at most which of their cells is shown as the
answer; what is graded is found by `grader.collect`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from nbformat.notebooknode import NotebookNode

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
    points: float | None  # of a grade cell


def known_cells(notebook: Any) -> list[KnownCell]:
    """Give the cells of a source notebook in order; `notebook` is a row of nbgrader's gradebook."""
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        KnownCell(
            cell.name, cell.cell_type, cell.source, cell.locked, cell.checksum, cell.name in solutions,
            points.get(cell.name),
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
    at = 0
    for one in known:
        cell = last.get(one.name)
        if cell is None:
            cell = _made_anew(one, with_id=nb.get("nbformat_minor", 0) >= 5)
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


def _metadata(one: KnownCell) -> dict[str, Any]:
    metadata = {
        "schema_version": 3,
        "grade_id": one.name,
        "grade": one.points is not None,
        "locked": one.locked,
        "solution": one.is_solution,
        "task": False,
        "checksum": one.checksum,
        "cell_type": one.cell_type,
    }
    return metadata if one.points is None else {**metadata, "points": one.points}


def _made_anew(one: KnownCell, *, with_id: bool) -> NotebookNode:
    ours = {"id": secrets.token_hex(6)} if with_id else {}
    source = one.source if one.locked else (f"# {_MISSING}" if one.cell_type == "code" else _MISSING)
    return NotebookNode(cell_type=one.cell_type, metadata=NotebookNode(), source=source, **ours)


def _set_type(cell: NotebookNode, cell_type: str) -> None:
    cell["cell_type"] = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        if cell_type == "code" or key != "attachments":
            cell.pop(key, None)
    if cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None

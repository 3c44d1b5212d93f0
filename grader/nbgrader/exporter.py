"""Reads what was handed in however broken it is: a notebook that Jupyter cannot read must not end its student's run."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import msgspec
import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

from grader.collect.entries import describe_mode
from grader.collect.notebook.file import MAX_NOTEBOOK_BYTES, Cell, Notebook, NotebookRefused, read_notebook
from grader.errors import UsageError
from grader.nbgrader.inert import MOST_CHARACTERS, inert_markdown, only_pictures
from grader.nbgrader.others import our_exercises, stop_run
from grader.nbgrader.restoring import new_cell

_MOST_TEXT = 20 * MOST_CHARACTERS  # of all text cells that are shown; a page is made of them for minutes otherwise
_GRADE_IDS = {"answer": "{}", "check": "{}_check", "statement": "{}_statement"}


class PatientExporter(NotebookExporter):
    """Writes notebooks as nbgrader does; one of ours that was handed in is read by our own reader.

    Nothing but its cells' types, texts, pictures and names come out, so that nothing in it can make a step fail, or a
    page obey it.
    """

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Convert one file."""
        if not our_exercises(self.parent, resources):
            return super().from_filename(filename, resources, **kw)
        self._require_our_steps(resources["nbgrader"])
        path = Path(filename)
        # The second reading is of what the first one wrote; it needs no second look.
        is_first = getattr(self.parent, "_sanitizing", True)
        nb = _read(path) if is_first else nbformat.v4.reads(path.read_text(encoding="utf-8"))
        return self.from_notebook_node(nb, resources, **kw)

    def _require_our_steps(self, place: dict[str, str]) -> None:
        """End the run where settings have lists of steps without ours: a kernel would give everybody full marks."""
        lists = {
            "sanitize_preprocessors": (self.parent.sanitize_preprocessors, "RestoreCells"),
            "autograde_preprocessors": (self.parent.autograde_preprocessors, "EngineGrades"),
        }
        for name, (steps, ours) in lists.items():
            named = [step if isinstance(step, str) else getattr(step, "__name__", "") for step in steps]
            if not any(step.rpartition(".")[2] == ours for step in named):
                stop_run(
                    self.parent,
                    UsageError(
                        f"c.Autograde.{name} is set without {ours}, and nobody can be graded: put the grader's steps "
                        "into that list, as its own nbgrader_config.py has them, or take the list out"
                    ),
                    place,
                )


def _read(path: Path) -> NotebookNode:
    refusal = _refusal(path)
    if refusal:
        return _stand_in(refusal)
    if path.stat().st_size > MAX_NOTEBOOK_BYTES:
        return _stand_in("is larger than 64 MiB")
    data = path.read_bytes()
    try:
        return _as_node(read_notebook(data), _attachments(data))
    except NotebookRefused as error:
        return _stand_in(str(error))


def _refusal(path: Path) -> str:
    """Give why nothing is read there: a link would show another student's work, and a pipe would never end."""
    if any(one.is_symlink() for one in (path.parents[1], path.parent, path)):  # student, assignment, notebook
        return describe_mode(stat.S_IFLNK)
    mode = path.stat().st_mode
    return "" if stat.S_ISREG(mode) else describe_mode(mode)


class _Attached(msgspec.Struct):
    attachments: dict[str, dict[str, str]] = {}


class _AttachedNotebook(msgspec.Struct):
    cells: list[_Attached] = []


def _attachments(data: bytes) -> list[dict[str, dict[str, str]]]:
    """Give the pictures that were pasted into text, by cell; none where they are not what they should be."""
    if b'"attachments"' not in data:
        return []
    try:
        return [cell.attachments for cell in msgspec.json.decode(data, type=_AttachedNotebook).cells]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []


def _as_node(notebook: Notebook, attachments: list[dict[str, dict[str, str]]]) -> NotebookNode:
    pictures = [*attachments, *({} for _ in notebook.cells[len(attachments) :])]
    cells, left = [], _MOST_TEXT
    for cell, found in zip(notebook.cells, pictures, strict=True):
        most = min(left, MOST_CHARACTERS)
        cells.append(_cell(cell, found, most))
        left -= 0 if cell.kind == "code" else min(len(cell.source), most)
    return _node(cells)


def _cell(cell: Cell, pictures: dict[str, dict[str, str]], most: int) -> NotebookNode:
    shown = only_pictures(pictures)
    made = new_cell(cell.kind, cell.source if cell.kind == "code" else inert_markdown(cell.source, shown, most))
    if cell.exercise and cell.part in _GRADE_IDS:
        made.metadata["nbgrader"] = NotebookNode(grade_id=_GRADE_IDS[cell.part].format(cell.exercise))
    if shown and cell.kind != "code":
        made["attachments"] = shown
    return made


def _node(cells: list[NotebookNode]) -> NotebookNode:
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=cells)


def _stand_in(reason: str) -> NotebookNode:
    text = f"**What was handed in cannot be graded:** it {reason}. It lies as it was in the folder `submitted`."
    return _node([new_cell("markdown", text)])

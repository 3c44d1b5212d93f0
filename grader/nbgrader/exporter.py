"""Reads what was handed in however broken it is: a notebook that Jupyter cannot read must not end its student's run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

from grader.collect.notebook.file import MAX_NOTEBOOK_BYTES, Notebook, NotebookRefused, read_notebook
from grader.nbgrader.preprocessors import our_exercises

_MOST_FOR_JUPYTER = 8 << 20  # above that its own reader takes long, and the outputs are dropped anyway


class PatientExporter(NotebookExporter):
    """Writes notebooks as nbgrader does; one of ours is read by our own reader where Jupyter's gives up."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Convert one file."""
        if not our_exercises(self.parent, resources):
            return super().from_filename(filename, resources, **kw)
        return self.from_notebook_node(_read(Path(filename)), resources, **kw)


def _read(path: Path) -> NotebookNode:
    size = path.stat().st_size
    if size <= _MOST_FOR_JUPYTER:
        try:
            nb = nbformat.read(path, as_version=4)
            nbformat.validate(nb)
        except Exception:  # noqa: S110 - whatever Jupyter's reader thinks of it, ours reads it next
            pass
        else:
            return nb
    if size > MAX_NOTEBOOK_BYTES:
        return _stand_in("is larger than 64 MiB")
    try:
        return _plain(read_notebook(path.read_bytes()))
    except NotebookRefused as error:
        return _stand_in(str(error))


def _plain(notebook: Notebook) -> NotebookNode:
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    cells = []
    for cell in notebook.cells:
        made = make[cell.kind](cell.source)
        grade_id = {"answer": cell.exercise, "check": f"{cell.exercise}_check"}.get(cell.part)
        if cell.exercise and grade_id:
            made.metadata["nbgrader"] = {"grade_id": grade_id}
        cells.append(made)
    return nbformat.v4.new_notebook(cells=cells)


def _stand_in(reason: str) -> NotebookNode:
    text = f"The notebook that was handed in {reason}. It lies as it was in the folder `submitted`."
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])

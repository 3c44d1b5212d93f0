"""What a check cell does where nbgrader itself runs it in a kernel: as a test of its own, or by mistake as a grader.

nbgrader counts a cell that shows anything but a number or an error as one that passed, with all its points. So under
`nbgrader validate` an answer that does not pass is an error here. Under `nbgrader autograde` there is no such kernel in
a course with our settings; one without them must not give everybody full marks.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from grader.jupyter.bundle import BUNDLE_NAME
from grader.jupyter.cell_view import CheckView, SentenceView

_DOING = "NBGRADER_EXECUTION"  # nbgrader sets it for its kernels: autograde, validate
_WIDTH = 80  # what `nbgrader validate` shows of a line
_NOT_OURS = """
grader: nbgrader is grading this notebook by itself, where everybody would get full marks. No score is given.
        Write into nbgrader_config.py what `grader nbgrader init` said, right after its first c = get_config():
            load_subconfig("from_grader/nbgrader_config.py")
        See that the file is there (nbgrader says nothing if it is not), and run `nbgrader autograde` again, in the
        folder of nbgrader_config.py.
"""


class DoesNotPass(Exception):
    """An answer that does not pass its visible tests, or could not be checked; shown as what the check says."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows: the lines of the check, without our own frames."""
        return str(self).splitlines()


def refuse_own_autograde(folder: Path) -> None:
    """End the kernel in which nbgrader would score a released notebook, so that nobody gets a score.

    An error in the cell would be a zero for everybody; without a kernel nbgrader says that it failed.
    """
    if os.environ.get(_DOING) == "autograde" and ((folder / BUNDLE_NAME).is_file() or _scores_checks(folder)):
        try:
            terminal = sys.stderr.fileno()  # as ipykernel has it: not the pipe that leads into the notebook
        except OSError:
            terminal = 2
        os.write(terminal, _NOT_OURS.encode())
        os._exit(1)


def _scores_checks(folder: Path) -> bool:
    """Tell whether a notebook there has a check cell that nbgrader scores: the bundle may have been left behind."""
    return any(_is_scored_check(cell) for path in folder.glob("*.ipynb") for cell in _cells(path))


def _cells(path: Path) -> list[Any]:
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return []
    return cells if isinstance(cells, list) else []


def _is_scored_check(cell: Any) -> bool:
    try:
        return bool(cell["metadata"]["nbgrader"]["grade"]) and "".join(cell["source"]).split()[:1] == ["%check"]
    except (KeyError, TypeError):
        return False


def answer_nbgrader(view: CheckView | SentenceView) -> CheckView | SentenceView | None:
    """Give a check's answer as it is, but for `nbgrader validate`: nothing where it passed, else an error.

    Raises:
        DoesNotPass: nbgrader is validating, and this does not pass.
    """
    if os.environ.get(_DOING) != "validate":
        return view
    if isinstance(view, SentenceView):
        raise DoesNotPass(view.sentence)
    if not view.passed:
        raise DoesNotPass(view.lines(width=_WIDTH))
    return None

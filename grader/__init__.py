"""Grades exercises in numerical Python and calculus."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Make `%check` work in a notebook; IPython calls this for `%load_ext grader`."""
    from grader.jupyter.magic import load  # noqa: PLC0415 - only inside IPython

    load(shell)


def unload_ipython_extension(_shell: Any) -> None:
    """End what a loaded extension has started; IPython calls this for `%unload_ext grader` and `%reload_ext grader`."""
    from grader.jupyter.magic import unload  # noqa: PLC0415 - only inside IPython

    unload()

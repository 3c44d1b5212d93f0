"""What a run of graders keeps to itself: their prints and warnings, and what somebody has set for other work."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import TextIO

# What decides from outside how pytest runs, and colours what it says of a test file; Jupyter's kernels have some set.
_OF_PYTEST = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PY_COLORS", "FORCE_COLOR")


@contextlib.contextmanager
def quiet(printed: io.StringIO) -> Iterator[None]:
    """Keep a grader's own prints and warnings off the terminal, other people's plugins out, its folder clean."""
    bytecode = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        with (
            _own_environment(),
            contextlib.redirect_stdout(_OwnThread(printed, sys.stdout)),
            contextlib.redirect_stderr(_OwnThread(printed, sys.stderr)),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.dont_write_bytecode = bytecode


class _OwnThread(io.TextIOBase):
    """Takes what the thread that made it prints; what others print meanwhile, in a kernel, goes where it always did."""

    def __init__(self, printed: io.StringIO, others: TextIO | None) -> None:
        self._thread = threading.get_ident()
        self._printed, self._others = printed, others

    def write(self, text: str) -> int:
        """Write to where this thread's output goes."""
        stream = self._printed if threading.get_ident() == self._thread else self._others
        return len(text) if stream is None else stream.write(text)

    def flush(self) -> None:
        """Have what other threads wrote shown."""
        if self._others is not None and threading.get_ident() != self._thread:
            self._others.flush()


@contextlib.contextmanager
def _own_environment() -> Iterator[None]:
    """Let pytest read no options and load no plugins that somebody keeps in the environment for other work."""
    before = {name: os.environ.pop(name, None) for name in _OF_PYTEST}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value

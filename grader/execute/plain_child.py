"""The plain child: the same call loop in an ordinary Python process, for code that its own author runs.

Requests come in at descriptor 0 and answers leave at 1; both are moved before the student's code can print into them.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import signal
import site
import sys
from typing import NoReturn

from grader.execute import child, streams


def main(imports_ahead: bool) -> NoReturn:
    """Serve until the other side closes its end; `imports_ahead` uses the time until the first request for numpy."""
    if sys.platform == "win32":
        msvcrt = importlib.import_module("msvcrt")
        for descriptor in (0, 1, 2):
            msvcrt.setmode(descriptor, os.O_BINARY)
    reading, writing = os.dup(0), os.dup(1)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(2, 1)  # descriptor 2 is the pipe for everything that is printed
    os.close(empty)
    streams.install(1, marks=True)
    site.setquit()  # exit() and quit(), which `python -S` leaves out
    site.sethelper()
    if sys.platform == "linux":
        # Where the C library has no prctl, the closed pipe ends this process after its current call, as elsewhere.
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).prctl(1, ctypes.c_ulong(signal.SIGKILL))
    if imports_ahead:
        with contextlib.suppress(ImportError):  # the student's file may not need it; if it does, it will say so
            importlib.import_module("grader.execute.arrays")
    child.Loop(reading, writing).run()

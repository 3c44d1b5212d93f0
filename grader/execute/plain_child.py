"""The plain child: the same call loop in an ordinary Python process, for code that its own author runs.

Requests come in at descriptor 0 and answers leave at 1; both are moved away before the student's code can print into them.
"""

from __future__ import annotations

import contextlib
import os
import site
import sys
from typing import NoReturn

from grader.execute import child, streams


def main() -> NoReturn:
    """Serve until the other side closes its end."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1, 2):
            msvcrt.setmode(descriptor, os.O_BINARY)
    reading, writing = os.dup(0), os.dup(1)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(2, 1)  # descriptor 2 is the pipe for everything that is printed
    os.close(empty)
    streams.install(1)
    site.setquit()  # exit() and quit(), which `python -S` leaves out
    site.sethelper()
    _end_with_parent()
    child.Loop(reading, writing).run()


def _end_with_parent() -> None:
    """Have Linux end this process with its parent; elsewhere the closed pipe does it after the current call."""
    if sys.platform == "linux":
        import ctypes
        import signal

        with contextlib.suppress(OSError, AttributeError):  # a C library without prctl: as elsewhere
            ctypes.CDLL(None).prctl(1, ctypes.c_ulong(signal.SIGKILL))

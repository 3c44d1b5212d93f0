"""The way into the sandbox on any system: the rest of it exists on Linux only and is imported when it is opened."""

from __future__ import annotations

import atexit
import sys
from typing import TYPE_CHECKING

from grader.errors import SandboxUnavailable

if TYPE_CHECKING:
    import socket

    from grader.execute.keeper import Zygote

_origins: list[Zygote] = []  # one, of this process
WAY_OUT = "use Linux, WSL2 or a Linux container for `grader collect`; `grader check` works here"


def open_zygote(origin: socket.socket | None = None) -> Zygote:
    """Start the sandbox and try it once; SandboxUnavailable names the step that does not hold on this machine.

    One zygote serves many submissions. Use it as a context manager, in the thread that opened it.

    Args:
        origin: another process's zygote to have a twin of; see keeper.Zygote.
    """
    if sys.platform != "linux":
        raise SandboxUnavailable("operating system", f"{sys.platform} cannot confine a process", WAY_OUT)
    from grader.execute.keeper import Zygote  # noqa: PLC0415 - it exists on Linux only

    return Zygote.started(origin)


def begin_origin() -> None:
    """Start what other processes on this machine can have twins of, and leave it to get ready.

    It is started once, ends with this process, and tells nobody where it cannot confine: a twin that does not come is
    started as if there were no origin.
    """
    if sys.platform != "linux" or (_origins and _origins[0].runs()):
        return
    from grader.execute.keeper import Zygote  # noqa: PLC0415 - it exists on Linux only

    atexit.unregister(_end_origin)
    atexit.register(_end_origin)
    _end_origin()
    zygote = Zygote()
    zygote.begin()
    _origins.append(zygote)


def share_origin() -> socket.socket | None:
    """Give what `open_zygote` takes in other processes; None where there is no sandbox at all."""
    begin_origin()
    return _origins[0].share() if _origins else None


def _end_origin() -> None:
    while _origins:
        _origins.pop().close()

"""The way into the sandbox on any system: the rest of it exists on Linux only and is imported when it is opened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from grader.errors import SandboxUnavailable

if TYPE_CHECKING:
    from grader.execute.keeper import Zygote

WAY_OUT = "use Linux, WSL2 or a Linux container for `grader collect`; `grader check` works here"


def open_zygote() -> Zygote:
    """Start the sandbox and try it once; SandboxUnavailable names the step that does not hold on this machine.

    One zygote serves many submissions. Use it as a context manager, in the thread that opened it.
    """
    if sys.platform != "linux":
        raise SandboxUnavailable("operating system", f"{sys.platform} cannot confine a process", WAY_OUT)
    from grader.execute.keeper import Zygote  # noqa: PLC0415 - it exists on Linux only

    return Zygote.started()

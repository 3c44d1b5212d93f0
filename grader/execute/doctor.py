"""What of the sandbox holds on this machine, row by row, each with the way out."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.errors import SandboxLost, SandboxUnavailable, StudentFault, StudentStopped
from grader.execute.sandbox import WAY_OUT, open_zygote
from grader.model import Limits, Submission

if TYPE_CHECKING:
    from grader.execute.keeper import Zygote

_KERNEL = "use Linux 5.13 or later with Landlock switched on (CONFIG_SECURITY_LANDLOCK, and `landlock` among lsm=)"
_CONTAINER = "in a container, let its seccomp profile pass landlock_* and seccomp (current Docker and Podman do)"
_PR_GET_NO_NEW_PRIVS = 39
_SECCOMP_GET_ACTION_AVAIL, _SECCOMP = 2, {"x86_64": 317, "aarch64": 277}
_CAP_SETGID, _CAP_SETUID = 6, 7


@dataclass(frozen=True, slots=True)
class DoctorRow:
    """One thing that was looked at: whether it holds, the fact found, and what to do where it does not."""

    name: str
    ok: bool
    fact: str
    way_out: str = ""


def doctor() -> list[DoctorRow]:
    """Look at everything that the sandbox needs here, and end with a real child that is asked a real question."""
    rows = [_system(), _python()]
    if sys.platform != "linux":
        return rows
    checks = (_architecture, _landlock, _seccomp, _no_new_privileges, _unprivileged, _proc)
    rows += [check() for check in checks]
    return [*rows, *_end_to_end()]


def _row(name: str, ok: bool, fact: str, way_out: str) -> DoctorRow:
    return DoctorRow(name, ok, fact, "" if ok else way_out)


def _system() -> DoctorRow:
    return _row("operating system", sys.platform == "linux", f"{platform.system()} {platform.release()}", WAY_OUT)


def _python() -> DoctorRow:
    fact = f"{platform.python_implementation()} {platform.python_version()}"
    ok = sys.version_info >= (3, 11) and sys.implementation.name == "cpython"
    return _row("Python", ok, fact, "use CPython 3.11 or later")


def _architecture() -> DoctorRow:
    from grader.execute.seccomp import TABLES  # noqa: PLC0415 - exists on Linux only, as do all below

    machine = platform.machine()
    return _row("architecture", machine in TABLES, machine, f"use one of {', '.join(TABLES)}")


def _landlock() -> DoctorRow:
    from grader.execute.landlock import abi  # noqa: PLC0415 - exists on Linux only

    version = abi()
    scope = "files" + (", network" if version >= 4 else "") + (", signals and abstract sockets" if version >= 6 else "")
    fact = f"ABI {version}: {scope}" if version else "not there"
    return _row("Landlock", version > 0, fact, f"{_KERNEL}; {_CONTAINER}")


def _seccomp() -> DoctorRow:
    import ctypes  # noqa: PLC0415 - exists on Linux only

    from grader.execute.seccomp import KILL_PROCESS  # noqa: PLC0415 - exists on Linux only

    number = _SECCOMP.get(platform.machine())
    if number is None:
        return DoctorRow("seccomp", False, "not looked for on this architecture", "see architecture")
    action = ctypes.c_uint32(KILL_PROCESS)
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_long(_SECCOMP_GET_ACTION_AVAIL), ctypes.c_long(0), ctypes.byref(action))
    ok = libc.syscall(ctypes.c_long(number), *arguments) == 0
    fact = "filters that kill the process" if ok else f"not there ({os.strerror(ctypes.get_errno())})"
    return _row("seccomp", ok, fact, f"use a kernel with CONFIG_SECCOMP_FILTER; {_CONTAINER}")


def _no_new_privileges() -> DoctorRow:
    import ctypes  # noqa: PLC0415 - exists on Linux only

    value = ctypes.CDLL(None).prctl(_PR_GET_NO_NEW_PRIVS, *[ctypes.c_ulong(0)] * 4)
    return _row("no new privileges", value >= 0, "known to the kernel" if value >= 0 else "not known", _KERNEL)


def _unprivileged() -> DoctorRow:
    from grader.execute.confine import UNPRIVILEGED, own_status  # noqa: PLC0415 - exists on Linux only

    held = own_status()["CapEff"]
    if not held:
        return DoctorRow("unprivileged user", True, f"uid {os.getuid()}, no capabilities: nothing to give up")
    able = bool(held >> _CAP_SETUID & 1 and held >> _CAP_SETGID & 1)
    fact = f"uid {os.getuid()} with capabilities; children " + (f"run as uid {UNPRIVILEGED}" if able else "keep them")
    return _row("unprivileged user", able, fact, "run as an ordinary user, or with CAP_SETUID and CAP_SETGID")


def _proc() -> DoctorRow:
    ok = os.path.exists("/proc/self/status")
    return _row("/proc", ok, "mounted" if ok else "not mounted", "mount /proc: children are checked there")


def _end_to_end() -> list[DoctorRow]:
    """Start the zygote, confine a child (it tests itself), have it compute, and see that it cannot read a file."""
    try:
        zygote = open_zygote()
    except SandboxUnavailable as error:
        return [DoctorRow(error.step, False, error.reason, error.way_out)]
    with zygote:
        rows = [
            DoctorRow("imports", True, f"{zygote.preloaded}; one thread"),
            DoctorRow("self test", True, "a child could not open, stat, fork, start a thread, signal or connect"),
        ]
        return [
            *rows,
            _try("a call", zygote, "answer", _answers),
            _try("a forbidden file", zygote, "read", _is_refused),
        ]


def _try(name: str, zygote: Zygote, function: str, holds: Callable[[Callable[[], object]], str]) -> DoctorRow:
    source = b"import numpy as np\n\ndef answer():\n    return np.arange(4) @ np.arange(4)\n"
    source += b"\ndef read():\n    return open('/etc/hostname').read()\n"
    sha256, now = hashlib.sha256(source).hexdigest(), datetime.now(UTC)
    submission = Submission(student="doctor", exercise="doctor", content=source, sha256=sha256, submitted_at=now)
    try:
        with zygote.open(submission, Limits()) as session:
            session.start_test(0)
            wrong = holds(getattr(session.module, function))
    except (StudentFault, StudentStopped, SandboxLost) as error:
        wrong = str(error)
    return _row(name, not wrong, wrong or "as it should be", "report it: the sandbox of this machine does not hold")


def _answers(call: Callable[[], object]) -> str:
    found = call()
    return "" if found == 14 else f"gave {found!r}, not 14"


def _is_refused(call: Callable[[], object]) -> str:
    try:
        call()
    except PermissionError:
        return ""
    return "could be read"

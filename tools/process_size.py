"""How large this process has been, for the fuzzers."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mib() -> float:
    """Give the largest size of this process in MiB.

    Not from getrusage on Linux: what it tells begins with the size of the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024

"""Prints how long decisions take: `python tests/symbolic/figures.py`.

Every answer of the banks, and every hostile answer, is judged once; the process is warm, as in a class.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter

from conftest import read_bank
from hostile_answers import DEFINITIONS, HOSTILE

from grader.symbolic import compare
from grader.symbolic.comparing import CHECKER


def timed(answer: str, asked: dict[str, object]) -> float:
    """Give the seconds of one decision."""
    started = perf_counter()
    compare(answer, **asked)  # type: ignore[arg-type]
    return perf_counter() - started


def memory_mib() -> float:
    """Give the most memory that the checker's process has held; 0 where the system does not tell."""
    status = Path(f"/proc/{CHECKER.pid}/status")
    if sys.platform != "linux" or not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the figures."""
    timed("z", {"expected": "z", "variables": ["z"]})
    cases = [case for name in ("notations", "equal", "different", "rejected") for case in read_bank(f"{name}.txt")]
    seconds = [timed(case.answer, case.asked()) for case in cases]
    asked: dict[str, object] = {"expected": "1-tanh(z)^2", "variables": ["z"], "functions": DEFINITIONS}
    hostile = {name: timed(answer, asked) for name, answer in HOSTILE.items()}
    worst = max(hostile, key=lambda name: hostile[name])
    print(f"formula decision, median of {len(seconds)}: {statistics.median(seconds) * 1000:.1f} ms")
    print(f"slowest of the banks: {max(seconds) * 1000:.0f} ms")
    print(f"slowest of {len(hostile)} hostile: {hostile[worst]:.2f} s ({worst}), {memory_mib():.0f} MiB")


if __name__ == "__main__":
    main()

"""How long the formula checker takes: every answer of its banks once, and every hostile answer; the process is warm."""

from __future__ import annotations

import importlib.util
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.symbolic import compare
from grader.symbolic.comparing import CHECKER

TABLES = Path(__file__).resolve().parent.parent / "tests" / "symbolic"
BANKS = ("notations.txt", "equal.txt", "different.txt", "rejected.txt")


def print_formulas() -> None:
    """Print the time of a first question, the median decision, the slowest hostile answer and the memory."""
    bank, hostile = _module("formula_bank"), _module("hostile_answers")
    first = _seconds("z", {"expected": "z", "variables": ["z"]})
    decisions = [_seconds(case.answer, case.asked()) for name in BANKS for case in bank.read_bank(name)]
    asked = {"expected": "1-tanh(z)^2", "variables": ["z"], "functions": hostile.DEFINITIONS}
    attacks: dict[str, float] = {}
    memory = _peak_mib()
    for name, answer in hostile.HOSTILE.items():
        attacks[name] = _seconds(answer, asked)
        memory = max(memory, _peak_mib())
    worst = max(attacks, key=lambda name: attacks[name])
    median, slowest = statistics.median(decisions), max(decisions)
    print(f"formula decision, median of {len(decisions):5}:       {median * 1e3:10.1f} ms (reach: <= 5 ms)")
    print(
        f"formula decision, worst of {len(attacks):3} hostile:       {attacks[worst]:10.2f} s  (reach: <= 2 s): {worst}"
    )
    print(f"formula checker, most memory held:            {memory:10.0f} MiB (reach: <= 1024)")
    print(f"formula checker, slowest of the banks:        {slowest * 1e3:10.0f} ms")
    print(f"formula checker, first question with start:   {first * 1e3:10.0f} ms")


def _seconds(answer: str, asked: dict[str, Any]) -> float:
    began = time.perf_counter()
    compare(answer, **asked)
    return time.perf_counter() - began


def _peak_mib() -> float:
    """Give the most memory that the checker's process has held; 0 where the system does not tell."""
    status = Path(f"/proc/{CHECKER.pid}/status")
    if sys.platform != "linux" or not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _module(name: str) -> ModuleType:
    """Give a table's reader; the tests are no package."""
    spec = importlib.util.spec_from_file_location(name, TABLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    print_formulas()

"""`python -m bench --kernel`: how long a cell with `%check` takes in a real Jupyter kernel, seen from outside of it.

Before each check the answer's cell is run again, changed by a comment, as a student would: nothing is asked twice, and
the kernel's history grows. Beside it stands what the same checks cost when they are called directly, in a warm process
and without any protection: that is the answer's own code, which no grader can make faster.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.fork_floor import load, run_checks, tests_of
from bench.sample import ROOT

# Functions, formulas, choices, callbacks, training, and the longest of all: a whole classifier.
EXERCISES = (
    "neuron_output",
    "activations",
    "sigmoid_derivative",
    "chain_rule",
    "model_families",
    "backprop",
    "gradient_descent",
    "sgd",
    "minibatch_sgd",
    "mlp_classifier",
)
CHECKS = 20
KERNELS = 5
_PAUSE_SECONDS = 0.1  # nobody runs a cell in the same instant in which the last one ended
_OURS = "%load_ext grader"


def print_kernel(checks: int = CHECKS, kernels: int = KERNELS) -> None:
    """Print the first answer of fresh kernels, and the median and slowest of later ones, exercise by exercise."""
    with tempfile.TemporaryDirectory() as name:
        handout = _release(Path(name) / "handout")
        firsts = [_first_answer(handout) for _ in range(kernels)]
        with _kernel(handout) as run:
            run(_OURS)
            run(f"%check {EXERCISES[0]}")
            print(f"\n{'%check in a running kernel':28}{'median':>13}{'slowest':>16}{'own code':>16}")
            rows = [_print_later(run, slug, checks) for slug in EXERCISES]
    load, check = (statistics.median(first[which] for first in firsts) for which in (0, 1))
    medians = [median for median, _ in rows]
    print(f"first answer, %load_ext and %check in a fresh kernel: {(load + check) * 1e3:5.0f} ms  (reach: <= 1000)")
    print(f"  of which %load_ext grader {load * 1e3:.0f} ms, the first %check {check * 1e3:.0f} ms")
    print(f"later answers, the median exercise:                   {statistics.median(medians) * 1e3:5.0f} ms")
    print(f"later answers, the slowest exercise:                  {max(medians) * 1e3:5.0f} ms  (reach: <= 100)")
    beyond = max(median - own for median, own in rows)
    print(f"later answers, the most beyond the answer's own code: {beyond * 1e3:5.0f} ms")


def _print_later(run: Callable[..., float], slug: str, checks: int) -> tuple[float, float]:
    seconds = []
    for number in range(checks + 1):
        run(f"{_answer(slug)}\n# {number}")
        time.sleep(_PAUSE_SECONDS)
        seconds.append(run(f"%check {slug}", shows="visible tests"))
    del seconds[0]  # the first of an exercise reads its tests
    median = statistics.median(seconds)
    own = _own_code(slug)
    print(f"{slug:28}{median * 1e3:10.0f} ms{max(seconds) * 1e3:13.0f} ms{own * 1e3:13.0f} ms", flush=True)
    return median, own


def _own_code(slug: str, times: int = 5) -> float:
    """Give the seconds of the visible checks called directly on the reference: its own calls, and comparing."""
    reference = ROOT / "solutions" / slug / f"{slug}.py"
    tests = [test for test in tests_of(slug, ROOT) if test.__module__ == f"tests_{slug}_0"]
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run_checks(reference, tests, load(reference, f"reference_{slug}"))
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _first_answer(handout: Path) -> tuple[float, float]:
    """Give the seconds of loading the extension and of the first check, one after the other in a fresh kernel."""
    slug = EXERCISES[0]
    with _kernel(handout) as run:
        run("import numpy as np")
        run(_answer(slug))
        return run(_OURS), run(f"%check {slug}", shows="visible tests")


def _answer(slug: str) -> str:
    reference = (ROOT / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")
    return f"# exercise: {slug}\n{reference}"


def _release(folder: Path) -> Path:
    command = [sys.executable, "-m", "grader", "release", str(folder), "--notebooks", "--course", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@contextmanager
def _kernel(folder: Path) -> Iterator[Callable[..., float]]:
    """Start a kernel in a folder; gives a function that runs a cell and gives the seconds until the kernel is idle."""
    from jupyter_client.manager import start_new_kernel  # noqa: PLC0415 - of the extra nbgrader

    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder), stderr=subprocess.DEVNULL)

    def run(source: str, shows: str = "") -> float:
        shown: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            shown.append(content.get("data", {}).get("text/plain", "") or content.get("ename", ""))

        start = time.perf_counter()
        # Ends when the reply and the message that the kernel is idle are both there.
        reply = client.execute_interactive(source, output_hook=keep, timeout=120)
        seconds = time.perf_counter() - start
        if reply["content"]["status"] != "ok" or shows not in "\n".join(shown):
            raise SystemExit(f"{source!r} ended with {shown}")
        return seconds

    try:
        yield run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)


if __name__ == "__main__":
    print_kernel()

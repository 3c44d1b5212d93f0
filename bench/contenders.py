"""The contenders; each grades the whole sample once and says what that cost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.sample import ROOT, Sample


@dataclass(frozen=True)
class Cost:
    """Seconds for the whole sample: on the clock, and of processors (this process's children)."""

    wall: float
    cpu: float


def measure(work: Callable[[], None]) -> Cost:
    """Run `work`, which must do its work in child processes that it waits for."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def run(arguments: list[str], cwd: Path) -> None:
    """Run a program that must succeed."""
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def grade_with_collect(sample: Sample, scratch: Path, jobs: int) -> Cost:
    """`grader collect`: everything, from reading files to the committed gradebook."""
    gradebook = scratch / f"gradebook{time.monotonic_ns()}.db"
    command = [sys.executable, "-m", "grader", "collect", str(sample.folder), "--course", str(ROOT)]
    return measure(lambda: run([*command, "--gradebook", f"sqlite:///{gradebook}", "--jobs", str(jobs)], scratch))


def grade_with_cold_pytest(sample: Sample, scratch: Path) -> Cost:
    """One new pytest process a submission, unprotected, one after the other."""
    folder = scratch / f"cold{time.monotonic_ns()}"
    for slug in sample.slugs:
        shutil.copytree(ROOT / "exercises" / slug, folder / "exercises" / slug)
        shutil.copytree(ROOT / "solutions" / slug, folder / "solutions" / slug)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\n")

    def work() -> None:
        for file in sample.files:
            slug = file.stem
            shutil.copy(file, folder / "exercises" / slug / file.name)
            tests = [f"exercises/{slug}/test_{slug}.py", f"solutions/{slug}/test_hidden.py"]
            run([sys.executable, "-m", "pytest", "-q", *tests], folder)

    cost = measure(work)
    shutil.rmtree(folder)
    return cost


def grade_with_fork(sample: Sample, scratch: Path) -> Cost:
    """The floor: a numpy-loaded process forks for each submission and calls the same checks, unprotected."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bench.fork_floor", str(sample.folder)]

    def work() -> None:
        done = subprocess.run(command, cwd=scratch, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"the fork floor failed:\n{done.stdout}\n{done.stderr}")

    return measure(work)

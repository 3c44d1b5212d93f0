"""`python -m bench.check`: grader check beside a bare pytest on the same visible tests, in turn; both cold."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.contenders import Cost, measure
from bench.sample import ROOT

EXERCISES = ("neuron_output", "activations", "sigmoid_derivative", "backprop")
ROUNDS = 9
# As after `pip install .`: with no other plugins than ours, which a bare pytest needs for the fixture `student`.
_STUDENTS = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def students_course(folder: Path, exercises: tuple[str, ...]) -> Path:
    """Write a course as a student has it, in which the references are the student's answers."""
    shutil.copy(ROOT / "course.yaml", folder)
    shutil.copytree(ROOT / "exercises", folder / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
    for slug in exercises:
        shutil.copy(ROOT / "solutions" / slug / f"{slug}.py", folder / "exercises" / slug / f"{slug}.py")
    return folder


def print_check(rounds: int = ROUNDS) -> None:
    """Print medians of both, exercise by exercise, and the ratio that the design asks for."""
    print(f"\n{'one exercise, cold, median':28}{'grader check':>16}{'bare pytest':>16}{'ratio':>9}{'of CPU':>9}")
    with tempfile.TemporaryDirectory() as name:
        course = students_course(Path(name), EXERCISES)
        ratios = [_compare(course, slug, rounds) for slug in EXERCISES]
    print(f"grader check against bare pytest, the median exercise: {statistics.median(ratios):6.2f} x  (reach: <= 1.3)")


def _compare(course: Path, slug: str, rounds: int) -> float:
    check = [sys.executable, "-m", "grader", "check", slug]
    bare = [sys.executable, "-m", "pytest", "-q", "-p", "grader.pytest_plugin", f"exercises/{slug}"]
    costs: list[tuple[Cost, Cost]] = []
    for number in range(rounds + 1):
        pair = (measure(lambda: _run(check, course)), measure(lambda: _run(bare, course)))
        if number:  # the first one fills caches
            costs.append(pair)
    wall = [statistics.median(pair[which].wall for pair in costs) for which in (0, 1)]
    cpu = [statistics.median(pair[which].cpu for pair in costs) for which in (0, 1)]
    ratio = wall[0] / wall[1]
    print(f"{slug:28}{wall[0] * 1e3:13.0f} ms{wall[1] * 1e3:13.0f} ms{ratio:9.2f}{cpu[0] / cpu[1]:9.2f}", flush=True)
    return ratio


def _run(words: list[str], course: Path) -> None:
    done = subprocess.run(words, cwd=course, env=_STUDENTS, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


if __name__ == "__main__":
    print_check()

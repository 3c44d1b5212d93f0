"""Collecting again with nothing new: the time and the memory of the command, for classes of growing size.

The gradebook is filled beforehand with results as a course of eight tests an exercise leaves them, so that only what
is measured costs time: the files are read and hashed, compared with the gradebook, and the class table is drawn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from grader.collect import collect_submissions
from grader.course import Course
from grader.course_file import load_course
from grader.model import Outcome, Result, Status, TestResult
from grader.record import open_gradebook

EXERCISES = 10
MOMENT = 1_790_000_000  # of every file, so that it is the same attempt each time


def fill(root: Path, submissions: int) -> Course:
    """Write a course, a class and its graded gradebook, and give the course."""
    slugs = [f"exercise_{number}" for number in range(EXERCISES)]
    entries = "\n".join(f"      - {{id: {slug}, title: T, kind: code, points: 10}}" for slug in slugs)
    (root / "course.yaml").write_text(f"id: c\ntitle: C\nunits:\n  - id: u\n    title: U\n    exercises:\n{entries}\n")
    for number in range(submissions):
        path = root / "class" / f"student_{number // EXERCISES:05}" / f"{slugs[number % EXERCISES]}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {number}\n" + "def f(x):\n    return 2 * x\n" * 20)
        os.utime(path, (MOMENT, MOMENT))
    course = load_course(root)
    intake = collect_submissions([root / "class"], slugs, course_id=course.id)
    with open_gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_submissions(course.id, intake.submissions)
        results = [
            Result(
                student=one.student, exercise=one.exercise, sha256=one.sha256, submitted_at=one.submitted_at,
                status=Status.GRADED, max_points=Decimal(10), points=Decimal("6.25"), tests=_tests(place),
                exercise_version=course.versions[one.exercise], toolkit_version="0", seed=1,
            )
            for place, one in enumerate(intake.submissions)
        ]  # fmt: skip
        for start in range(0, len(results), 500):
            gradebook.record(course.id, results[start : start + 500])
    return course


def _tests(place: int) -> tuple[TestResult, ...]:
    """Give the tests of a submission: every other one is right, and each of the rest is wrong in its own words."""
    right = place % 2 == 0
    return tuple(
        TestResult(
            id=f"test_{number}", title="What it should give for random numbers", hidden=number > 2,
            outcome=Outcome.PASSED if right or number % 3 else Outcome.FAILED,
            points=Fraction(right or number % 3 > 0), max_points=Fraction(1),
            message="" if right or number % 3 else f"your answer has the opposite sign ({place})",
            diagnosis="" if right or number % 3 else "sign-flipped",
        )
        for number in range(8)
    )  # fmt: skip


def collect_again(root: Path) -> tuple[float, float, float]:
    """Collect the class once more; gives seconds, seconds of computing, MiB."""
    command = [sys.executable, "-m", "grader", "collect", str(root / "class"), "--course", str(root)]
    before = time.monotonic()
    done = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = done.stdout.read() if done.stdout is not None else ""
    _, status, usage = os.wait4(done.pid, 0)
    seconds = time.monotonic() - before
    if status or "none of them new" not in said or "Graded" in said:
        raise RuntimeError(f"this collect should have had nothing to do: {said[:500]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_gradebook_table(sizes: tuple[int, ...] = (100, 1_000, 10_000), rounds: int = 3) -> None:
    """Print the best of some rounds for each size."""
    print("\ncollect again with nothing new (SQLite)   seconds   CPU s   MiB")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
            fill(Path(name), size)
            seconds, cpu, mib = min(collect_again(Path(name)) for _ in range(rounds))
            reach = "  (reach: <= 3 s)" if size == 10_000 else ""
            print(f"{size:>14,} submissions{seconds:23.2f}{cpu:8.2f}{mib:6.0f}{reach}", flush=True)


if __name__ == "__main__":
    print_gradebook_table()

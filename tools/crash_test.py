"""Kills collects at random moments, lets one more run in peace, and compares the gradebook with that of a calm run.

Run by `make crash-test`. A class is killed again and again until everything is graded, then taken anew, until there
were as many kills as asked for. Each SIGKILL goes to the command itself, at a moment drawn between its start and the
time that a calm run takes. Prints a line for each class; ends with 1 when a gradebook differed.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COURSE = """\
id: crash
title: Killed
units:
  - id: one
    title: One
    exercises:
      - {id: twice, title: Twice, kind: code, points: 10}
      - {id: half, title: Half, kind: code, points: 10}
"""
TEST = '''\
import pytest


@pytest.mark.points(3)
def test_some(student, reference, rng):
    """Of random numbers"""
    for number in rng.integers(0, 100, size=5).tolist():
        assert student.f(number) == reference.f(number)
'''
ANSWERS = {"twice": "def f(x):\n    return 2 * x\n", "half": "def f(x):\n    return x / 2\n"}
MISTAKES = ("def f(x):\n    return x * x\n", "def f(x):\n    print(x)\n    return [x]\n", "def f(x:\n")


def write_class(root: Path, submissions: int) -> None:
    """Write the course, and as many submissions as asked for: half of them right."""
    for slug, answer in ANSWERS.items():
        for folder in (root / "exercises" / slug, root / "solutions" / slug):
            folder.mkdir(parents=True)
        (root / "exercises" / slug / f"test_{slug}.py").write_text(
            TEST.replace("reference.f(number)", "student.f(number)")
        )
        (root / "solutions" / slug / "test_hidden.py").write_text(TEST)
        (root / "solutions" / slug / f"{slug}.py").write_text(answer)
    (root / "course.yaml").write_text(COURSE)
    for number in range(submissions):
        slug = list(ANSWERS)[number % 2]
        path = root / "class" / f"s{number // 2:04}" / f"{slug}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = ANSWERS[slug] if number % 4 < 2 else MISTAKES[number % len(MISTAKES)]
        path.write_text(f"{text}# {number}\n")


def collect(root: Path, gradebook: Path) -> subprocess.Popen[bytes]:
    """Start a collect."""
    command = [sys.executable, "-m", "grader", "collect", str(root / "class"), "--course", str(root)]
    return subprocess.Popen(
        [*command, "--gradebook", f"sqlite:///{gradebook}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def contents(root: Path, gradebook: Path) -> object:
    """Give what is exported, and how many attempts and results there are."""
    command = [sys.executable, "-m", "grader", "export", "json", "--course", str(root)]
    done = subprocess.run([*command, "--gradebook", f"sqlite:///{gradebook}"], capture_output=True, check=True)
    with sqlite3.connect(gradebook) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM submission), (SELECT count(*) FROM result)"
        ).fetchone()
        sound = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return json.loads(done.stdout), counts, sound


def recorded(gradebook: Path) -> int:
    """Give how many results there are; none where the gradebook itself is not made yet."""
    try:
        connection = sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM result").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def crash(root: Path, gradebook: Path, kills: int, submissions: int, seconds: float, rng: random.Random) -> int:
    """Kill collects until all is graded or there were so many; gives how many were killed while they ran."""
    killed = 0
    while killed < kills and recorded(gradebook) < submissions:
        process = collect(root, gradebook)
        try:
            process.wait(rng.uniform(0, seconds))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
    return killed


def main() -> int:
    """Run, print, give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--submissions", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - moments to kill at are no secret
    with tempfile.TemporaryDirectory(prefix="grader-crash-") as name:
        root = Path(name)
        write_class(root, options.submissions)
        started = time.monotonic()
        assert collect(root, root / "calm.db").wait() == 0, "the calm run failed"
        seconds = time.monotonic() - started
        calm = contents(root, root / "calm.db")
        print(f"a calm run of {options.submissions} submissions took {seconds:.1f} s", flush=True)
        killed = classes = 0
        while killed < options.kills:
            classes += 1
            gradebook = root / f"killed{classes}.db"
            count = crash(root, gradebook, options.kills - killed, options.submissions, seconds, rng)
            killed += count
            before = recorded(gradebook)
            code = collect(root, gradebook).wait()
            same = code == 0 and contents(root, gradebook) == calm
            words = "equals the calm one" if same else f"DIFFERS (exit code {code})"
            print(
                f"class {classes}: {count} kills, {before} results before the last run; its gradebook {words}; "
                f"{killed} of {options.kills}, {time.monotonic() - started:.0f} s",
                flush=True,
            )
            if not same:
                return 1
            gradebook.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())

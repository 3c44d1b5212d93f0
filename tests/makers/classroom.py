"""A small course, a class that hands in, and the commands on it as processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from grader.cli import main

COURSE = """\
id: c
title: C
limits: {cpu_seconds: 1, wall_seconds: 2}
units:
  - id: one
    title: One
    exercises:
      - {id: twice, title: Twice, kind: code, points: 10}
      - {id: half, title: Half, kind: code, points: 10}
"""
VISIBLE = '''\
def test_two(student):
    """Of two"""
    assert student.f(2) == REFERENCE
'''
HIDDEN = '''\
import pytest


@pytest.mark.points(3)
def test_many(student, reference, rng):
    """Of random numbers"""
    for number in rng.integers(0, 100, size=5).tolist():
        assert student.f(number) == reference.f(number)
'''
RIGHT = {"twice": "def f(x):\n    return 2 * x\n", "half": "def f(x):\n    return x / 2\n"}
WRONG = "def f(x):\n    return x * x\n"


class Classroom:
    """A folder with a course, what students handed in, and a gradebook.

    Args:
        like: another to begin with a copy of: its tests, what was handed in and what was graded.
    """

    def __init__(self, root: Path, *, like: Classroom | None = None) -> None:
        self.root, self.submissions = root / "course", root / "class"
        self.url = f"sqlite:///{root / 'gradebook.db'}"
        if like is not None:
            shutil.copytree(like.root.parent, root, dirs_exist_ok=True)
            return
        self.submissions.mkdir(parents=True)
        for slug, code in RIGHT.items():
            (self.root / "exercises" / slug).mkdir(parents=True)
            (self.root / "solutions" / slug).mkdir(parents=True)
            (self.root / "exercises" / slug / f"test_{slug}.py").write_text(
                VISIBLE.replace("REFERENCE", "4" if slug == "twice" else "1")
            )
            (self.root / "solutions" / slug / f"{slug}.py").write_text(code)
            self.write_hidden(slug)
        (self.root / "course.yaml").write_text(COURSE)

    def write_hidden(self, slug: str, text: str = HIDDEN) -> None:
        """Write the hidden tests of an exercise."""
        (self.root / "solutions" / slug / "test_hidden.py").write_text(text)

    def hand_in(self, student: str, slug: str = "twice", text: str | None = None, when: int = 1_790_000_000) -> Path:
        """Write a student's file; right where no text is given."""
        path = self.submissions / student / f"{slug}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(RIGHT[slug] if text is None else text)
        os.utime(path, (when, when))
        return path

    def fill(self, students: int) -> None:
        """Have a class hand in: two in three right, one in three wrong; no two files are the same."""
        for number in range(students):
            for slug, right in RIGHT.items():
                self.hand_in(f"s{number:03}", slug, f"{right if number % 3 else WRONG}# {number}\n")

    def command(self, *words: object, url: str | None = None) -> list[str]:
        """Give the words of a command on this course."""
        options = ["--course", self.root, "--gradebook", url or self.url]
        return [sys.executable, "-m", "grader", *map(str, [words[0], *options, *words[1:]])]

    def run(
        self, *words: object, expect: int | None = 0, url: str | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; `expect` is its exit code."""
        command = self.command(*words, url=url)
        if words[0] == "grade":
            command += ["--jobs", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)
        assert expect is None or done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    def start(self, *words: object, url: str | None = None, **options: Any) -> subprocess.Popen[str]:
        """Start a collect and give it once the first results are recorded."""
        command = self.command("collect", self.submissions, "--jobs", "2", *words, url=url)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        assert process.stderr is not None
        for line in process.stderr:
            if "Grading:" in line:
                break
        return process

    def collect(self, *words: object, **options: Any) -> subprocess.CompletedProcess[str]:
        """Collect the class with one worker, where nothing else is said."""
        return self.run("collect", self.submissions, *(words or ("--jobs", "1")), **options)

    def results(self, url: str | None = None) -> dict[tuple[str, str], dict[str, Any]]:
        """Give the exported rows by student and exercise, asked in this process."""
        words = self.command("export", "json", url=url)[3:]
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return {(row["student"], row["exercise"]): row for row in json.loads(done.stdout)["results"]}

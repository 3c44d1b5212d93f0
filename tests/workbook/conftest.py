"""A student's folder of a small course, and the command run in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COURSE = """\
id: small
title: A small course
units:
  - id: one
    title: Unit one
    due: 2026-10-05T23:59:00
    exercises:
      - {id: double_it, title: Twice, kind: code, points: 10}
      - {id: halve_it, title: Half of it, kind: code, points: 5, needs: [double_it]}
  - id: two
    title: Unit two
    exercises:
      - {id: own_numbers, title: By hand, kind: answers, points: 10, needs: [double_it, halve_it]}
"""
STUB = '''\
"""Doc."""


def f(x):
    """Do it."""
    raise NotImplementedError("f: return it")
'''
TESTS = """\
def test_one(student):
    '''The first'''
    assert student.f(1) == {factor} * 1


def test_two(student):
    '''The second'''
    assert student.f(2) == {factor} * 2
"""
VARIANT = """\
def draw(numbers):
    return {"a": numbers.integer(10, 99), "w": (numbers.decimal(-1, 1), 0.5)}
"""
NUMBERS_STUB = '''\
"""By hand."""

# <your numbers>
made_for = ""  # `grader start own_numbers --student ID` writes your numbers here
# </your numbers>

double = None
'''
NUMBERS_TESTS = """\
from grader.errors import Mismatch


def test_made_for_you(answers, variant):
    '''The numbers are yours'''
    if answers["made_for"] != variant.student:
        raise Mismatch("These are not your numbers.")
"""
STATEMENT = "# By hand\n\nBefore.\n\n<!-- your numbers -->\nnone yet\n<!-- end of your numbers -->\n\nAfter.\n"
HINTS = """\
# Hints

## Where to begin

Look at the example.

```python
## no heading
y = 2
```

## Nearly there

Multiply.
"""

ROW = re.compile(r"^  (.) (\w+) +(.*?) +([\d.]+)(?:  (.*))?$")


class Desk:
    """A student's folder and what is typed in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, slug: str, name: str = "") -> Path:
        return self.root / "exercises" / slug / (name or f"{slug}.py")

    def run(self, *words, expect=None, cwd=None, env=None):
        done = subprocess.run(
            [sys.executable, "-m", "grader", *map(str, words)],
            cwd=cwd or self.root, capture_output=True, text=True, check=False, timeout=120,
            env={**clean_environment(), **(env or {})},
        )  # fmt: skip
        assert expect is None or done.returncode == expect, done.stdout + done.stderr
        return done

    def listed(self, *words):
        """Give mark, points and state of each exercise that `grader list` shows, by name."""
        lines = self.run("list", *words, expect=0).stdout.splitlines()
        found = [match for line in lines if (match := ROW.match(line))]
        return {match[2]: (match[1], match[4], match[5] or "") for match in found}


def clean_environment():
    """Nobody's name comes from outside."""
    return {name: value for name, value in os.environ.items() if name != "GRADER_STUDENT"}


@pytest.fixture
def desk(tmp_path) -> Desk:
    """Give a student's folder with three exercises, the last with numbers of their own."""
    desk = Desk(tmp_path / "course")
    desk.root.mkdir()
    (desk.root / "course.yaml").write_text(COURSE)
    for slug, factor in (("double_it", "2"), ("halve_it", "0.5")):
        desk.path(slug).parent.mkdir(parents=True)
        desk.path(slug).write_text(STUB)
        desk.path(slug, f"test_{slug}.py").write_text(TESTS.format(factor=factor))
        desk.path(slug, "README.md").write_text(f"# {slug}\n")
    desk.path("double_it", "hints.md").write_text(HINTS)
    desk.path("own_numbers").parent.mkdir()
    for name, text in (
        ("own_numbers.py", NUMBERS_STUB),
        ("test_own_numbers.py", NUMBERS_TESTS),
        ("README.md", STATEMENT),
        ("variant.py", VARIANT),
    ):
        desk.path("own_numbers", name).write_text(text)
    return desk

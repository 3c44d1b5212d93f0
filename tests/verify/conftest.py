"""A small course of whole exercises, each to be spoilt in one place; and the command."""

import json
import subprocess
import sys
import textwrap

import pytest

STUB = '''
"""Mean of squares."""


def mean_square(x):
    """Give the mean of the squares of x."""
    raise NotImplementedError("mean_square: return the mean of the squares")
'''
REFERENCE = '''
"""Mean of squares."""

import numpy as np


def mean_square(x: np.ndarray) -> float:
    """Give the mean of the squares of x."""
    return np.mean(x**2)
'''
VISIBLE = '''
from grader.numeric import assert_matches


def test_example(student):
    """The mean square of 1 and 3 is 5"""
    import numpy as np
    assert_matches(student.mean_square(np.array([1.0, 3.0])), 5.0)
'''
HIDDEN = '''
import pytest

from grader.numeric import assert_matches


@pytest.mark.points(2)
@pytest.mark.needs("test_example")
def test_random(student, reference, rng):
    """The mean square of random arrays"""
    for n in (1, 4, 7):
        x, y = rng.normal(size=n), rng.normal(size=n)
        assert_matches(student.mean_square(x), reference.mean_square(x))
        assert_matches(student.mean_square(y), reference.mean_square(y))


@pytest.mark.points(1)
def test_unchanged(student, rng, assert_unchanged):
    """The argument is as it was"""
    x = rng.normal(size=3)
    student.mean_square(x)
    assert_unchanged("x")
'''
WRONG = {
    "sum": "# caught by: test_example (constant-factor)\ndef mean_square(x):\n    return (x**2).sum()\n",
    "first_only": "# caught by: test_random (-)\ndef mean_square(x):\n    return 5.0\n",
    "in_place": (
        "# caught by: test_unchanged (argument-changed)\ndef mean_square(x):\n    x *= x\n    return x.mean()\n"
    ),
}
RIGHT = {"loop": "def mean_square(x):\n    return sum(v * v for v in x) / len(x)\n"}


@pytest.fixture(scope="session")
def whole():
    """Give the texts of the whole exercise, to be changed."""
    return {"stub": STUB, "reference": REFERENCE, "visible": VISIBLE, "hidden": HIDDEN, "right": RIGHT, "wrong": WRONG}


@pytest.fixture(scope="session")
def surviving():
    """Give what is different where nobody asks whether the argument stays as it is: one mutant survives."""
    unasked = HIDDEN.partition("@pytest.mark.points(1)")[0]
    return {"hidden": unasked, "wrong": {name: text for name, text in WRONG.items() if name != "in_place"}}


@pytest.fixture(scope="session")
def make_course(tmp_path_factory):
    """Give a function that writes a course: slug -> what is different from the whole exercise there."""

    def make(exercises):
        root = tmp_path_factory.mktemp("course")
        lines = []
        for slug, changes in exercises.items():
            write_exercise(root, slug, **changes)
            kind, limits = changes.get("kind", "code"), changes.get("limits", "{}")
            lines.append(f"      - {{id: {slug}, title: T, kind: {kind}, points: 10, limits: {limits}}}")
        head = "id: small\ntitle: Small\nunits:\n  - id: one\n    title: One\n    exercises:\n"
        (root / "course.yaml").write_text(head + "\n".join(lines) + "\n")
        return root

    return make


def write_exercise(
    root, slug, stub=STUB, reference=REFERENCE, visible=VISIBLE, hidden=HIDDEN, right=RIGHT, wrong=WRONG,
    equivalents="", **_,
):  # fmt: skip
    """Write the files of one exercise; None leaves a file out."""
    folder, solution = root / "exercises" / slug, root / "solutions" / slug
    files = {
        folder / f"{slug}.py": stub,
        folder / f"test_{slug}.py": visible,
        solution / f"{slug}.py": reference,
        solution / "test_hidden.py": hidden,
        solution / "equivalent_mutants.yaml": equivalents or None,
        **{solution / "right" / f"{name}.py": text for name, text in right.items()},
        **{solution / "wrong" / f"{name}.py": text for name, text in wrong.items()},
    }
    for path, text in files.items():
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text).lstrip("\n"))


@pytest.fixture(scope="session")
def grader():
    """Give a function that runs a command and gives what became of it."""

    def run(*words, cwd, expect=0):
        command = [sys.executable, "-m", "grader", *map(str, words)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture(scope="session")
def verify(grader):
    """Give a function that verifies a course and gives the reports by exercise."""

    def run(root, *words, expect=0):
        done = grader("verify", "--json", "--jobs", "2", *words, cwd=root, expect=expect)
        return {report["exercise"]: report for report in json.loads(done.stdout)["exercises"]}

    return run

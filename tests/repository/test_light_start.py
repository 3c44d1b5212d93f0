"""What a student runs stays light: neither installing nor starting it brings the instructor's machinery along."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTORS = ["sqlalchemy", "alembic", "psycopg", "jinja2", "matplotlib"]
REPORT = "; import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has after `code`."""
    command = [sys.executable, "-c", code + REPORT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("grader", ["click", "numpy", "pytest", "msgspec"]),
        ("grader.model", ["click", "numpy", "pytest"]),
        ("grader.errors", ["click", "numpy", "pytest"]),
        ("grader.cli", ["numpy", "pytest", "rich", "sympy", "mpmath"]),
        ("grader.numeric", ["sympy", "mpmath", "pytest"]),
        ("grader.symbolic", ["sympy", "mpmath"]),
        ("grader.judge", ["sympy", "mpmath"]),
        ("grader.execute", ["sympy", "mpmath"]),
        ("grader.collect", ["sympy", "numpy"]),
        ("grader.pytest_plugin", ["numpy", "sympy", "click", "rich"]),
    ],
)
def test_import_is_cheap(module, forbidden):
    """A module brings along only what every use of it needs."""
    assert modules_after(f"import {module}") & {*forbidden, *INSTRUCTORS} == set()


@pytest.fixture
def students_course(tmp_path) -> Path:
    """A course as a student has it, with the reference's answer handed in by themselves."""
    shutil.copy(ROOT / "course.yaml", tmp_path)
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copy(
        ROOT / "solutions/neuron_output/neuron_output.py", tmp_path / "exercises/neuron_output/neuron_output.py"
    )
    return tmp_path


BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocked())
from grader.cli import main
main({words!r})
"""


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["start", "neuron_output"],
        ["hint", "neuron_output"],
        ["check", "neuron_output"],
        ["check", "neuron_output", "--json"],
        ["doctor"],
        ["submit"],
        ["--help"],
    ],
)
def test_student_commands_work_without_the_instructors_packages(students_course, words):
    """With `pip install .` alone, every command of a student's day works."""
    code = BLOCKED.format(names=[*INSTRUCTORS, "sympy", "mpmath"], words=words)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=students_course, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_instructors_command_says_what_to_install(students_course):
    """Without the extra, a command that needs it names it instead of showing a traceback."""
    code = BLOCKED.format(names=INSTRUCTORS, words=["collect", "exercises"])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=students_course, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "[all]" in done.stderr
    assert "Traceback" not in done.stderr

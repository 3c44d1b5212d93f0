"""The wheel holds the toolkit, all of it, and nothing else: above all no solution and no hidden test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    """The wheel, built from a copy, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    copy, made = folder / "copy", folder / "made"
    made.mkdir()
    no_leftovers = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info", "tests", "*.db")
    shutil.copytree(ROOT, copy, ignore=no_leftovers)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(made)], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (path,) = made.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def names(wheel: zipfile.ZipFile) -> list[str]:
    return [name for name in wheel.namelist() if ".dist-info/" not in name]


def test_only_the_toolkit_is_in_it(wheel):
    """`grader` is the only package, so that an install can never bring the answers along."""
    assert {name.split("/")[0] for name in wheel.namelist()} == {"grader", f"grader-{version(wheel)}.dist-info"}
    assert {name.split("/")[0] for name in names(wheel)} == {"grader"}


def version(wheel: zipfile.ZipFile) -> str:
    (metadata,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return metadata.split("-", 1)[1].removesuffix(".dist-info/METADATA")


def test_no_line_of_a_solution_is_in_it(wheel):
    """No file of solutions/ is in the wheel under another name either."""
    secret = {
        path.read_bytes() for path in (ROOT / "solutions").rglob("*") if path.is_file() and path.stat().st_size > 80
    }
    assert secret
    assert [name for name in names(wheel) if wheel.read(name) in secret] == []


def test_every_file_of_the_toolkit_is_in_it(wheel):
    """A template or a migration that is missing in the wheel is found here and not by the first user."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "grader").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - set(names(wheel)) == set()


def test_metadata_names_the_command_and_the_licence(wheel):
    """The wheel brings the `grader` command and its licence."""
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "grader = grader.cli:main" in wheel.read(entry_points).decode()
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
    (metadata,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    text = wheel.read(metadata).decode()
    assert "License-Expression: MIT" in text
    base = [line for line in text.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]
    heavy = (
        "sqlalchemy",
        "alembic",
        "psycopg",
        "jinja2",
        "matplotlib",
        "nbgrader",
        "nbformat",
        "distributed",
        "jupyter",
    )
    assert [line for line in base if any(name in line.lower() for name in heavy)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox exists on Linux only")
def test_the_wheel_alone_makes_a_course_that_is_proven(wheel, tmp_path):
    """Without a checkout, `grader init` and `grader new` find their templates, and what they make verifies."""
    wheel.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path)}

    def run(*words: str, cwd: Path) -> None:
        command = [sys.executable, "-P", "-m", "grader", *words]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    run("init", "own", cwd=tmp_path)
    run("new", "slope", "--kind", "symbolic", cwd=tmp_path / "own")
    run("verify", "--no-mutants", cwd=tmp_path / "own")

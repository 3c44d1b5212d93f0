"""A small course, an nbgrader course made from it, and notebooks filled in; everything by the real nbgrader."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNIT = "first_unit"
COURSE = f"""\
id: small
title: A small course
late: {{grace_minutes: 10, percent_per_day: 10, max_days: 5}}
units:
  - id: {UNIT}
    title: The first unit
    due: 2026-10-05T23:59:00
    exercises:
      - {{id: neuron_output, title: The output of a neuron, kind: code, points: 10}}
      - {{id: activations, title: Activation functions, kind: code, points: 7}}
      - {{id: sigmoid_derivative, title: The derivative of the sigmoid, kind: symbolic, points: 3.5}}
"""
SLUGS = ("neuron_output", "activations", "sigmoid_derivative")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason printed, where nbgrader is not installed; in CI that is a failure instead."""
    if importlib.util.find_spec("nbgrader") is not None or os.environ.get("CI"):
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="nbgrader is not installed: pip install 'grader[nbgrader]'"))


@pytest.fixture(scope="session")
def small_course(tmp_path_factory) -> Path:
    """A course of three exercises in one unit."""
    root = tmp_path_factory.mktemp("small") / "course"
    for slug in SLUGS:
        shutil.copytree(ROOT / "exercises" / slug, root / "exercises" / slug)
        shutil.copytree(ROOT / "solutions" / slug, root / "solutions" / slug)
    (root / "course.yaml").write_text(COURSE)
    return root


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs `python -m <words>` in a folder with an empty HOME, and fails where it fails."""

    def call(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        home = folder / ".home"
        home.mkdir(exist_ok=True)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "GRADER"))},
            # nbgrader calls `alembic` by name, as in an activated environment.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "USER": "instructor",
            "JUPYTER_PLATFORM_DIRS": "1",
            "JUPYTER_CONFIG_DIR": str(home / "config"),
        }
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, f"{words}:\n{done.stdout}\n{done.stderr}"
        return done

    return call


@pytest.fixture(scope="session")
def generated(tmp_path_factory, small_course, run) -> Path:
    """An nbgrader course from an empty folder, its assignment generated; copied for each test."""
    base = tmp_path_factory.mktemp("generated")
    run(base, "grader", "nbgrader", "init", "teaching", "--course", str(small_course))
    with (base / "teaching" / "nbgrader_config.py").open("a") as config:
        config.write(f'c.EngineGrades.course = "{small_course}"\n')
    run(base / "teaching", "nbgrader", "generate_assignment", UNIT)
    return base / "teaching"


@pytest.fixture
def teaching(tmp_path, generated) -> Path:
    """An nbgrader course with its assignment generated, and an exchange of its own."""
    folder = tmp_path / "teaching"
    shutil.copytree(generated, folder)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f'c.Exchange.root = "{exchange}"\n')
    return folder


class Students:
    """What students write into a released notebook."""

    unit = UNIT

    @staticmethod
    def fill_in(notebook: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
        """Give a released notebook with these answers in its answer cells."""
        filled = copy.deepcopy(dict(notebook))
        for cell in filled["cells"]:
            ours = cell["metadata"].get("grader", {})
            if ours.get("part") == "answer":
                cell["source"] = answers.get(ours["exercise"], cell["source"])
        return filled

    @staticmethod
    def bank(kind: str, slug: str) -> list[str]:
        """Give the answers of an exercise's bank: right or wrong."""
        return [path.read_text() for path in sorted((ROOT / "solutions" / slug / kind).rglob("*.py"))]

    @classmethod
    def right(cls, number: int = 0) -> dict[str, str]:
        """Give right answers to the three exercises."""
        return {slug: (found := cls.bank("right", slug))[number % len(found)] for slug in SLUGS}

    @classmethod
    def mixed(cls, number: int) -> dict[str, str]:
        """Give student `number`'s answers: right and wrong ones mixed."""
        return {
            slug: (found := cls.bank("right" if (number + place) % 3 else "wrong", slug))[number % len(found)]
            for place, slug in enumerate(SLUGS)
        }


@pytest.fixture(scope="session")
def students() -> Students:
    """What students write."""
    return Students()


@pytest.fixture
def released(teaching) -> dict[str, Any]:
    """The notebook that students get."""
    return json.loads((teaching / "release" / UNIT / f"{UNIT}.ipynb").read_text())

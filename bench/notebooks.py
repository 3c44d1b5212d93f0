"""`python -m bench --notebooks`: one class's notebooks graded by nbgrader's kernels, by nbgrader with us, and by us.

The kernels run the same checks on the same answers: each grade cell calls the exercise's test functions in the kernel.

Two loads. Ten checks, the first visible and the first hidden one of five exercises: what the figure to reach was set
for (20 submissions of 5 exercises, 10 checks). And all the checks that the course has for them.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.fork_floor import load, tests_of
from bench.sample import ROOT
from grader.course_file import load_course
from grader.jupyter import notebook_text, unit_notebook
from grader.nbgrader.scaffold import make_nbgrader_course

UNIT = "bench_unit"
EXERCISES = ("neuron_output", "activations", "backprop", "sgd", "minibatch_sgd")
NATIVE_CHECK = """\
from types import SimpleNamespace
from bench.notebooks import check_in_kernel
check_in_kernel({root!r}, {slug!r}, SimpleNamespace(**globals()))
"""


def check_in_kernel(root: str, slug: str, student: Any) -> None:
    """Call an exercise's test functions on what the notebook's own kernel holds."""
    import inspect  # noqa: PLC0415 - in the kernel only

    import numpy as np  # noqa: PLC0415 - in the kernel only

    from grader.judge.seeds import derive_seed  # noqa: PLC0415 - in the kernel only

    values = {
        "student": student,
        "reference": load(Path(root, "solutions", slug, f"{slug}.py"), f"reference_{slug}"),
        "student_warnings": list,
        "assert_unchanged": lambda *_names: None,
    }
    for test in tests_of(slug, Path(root)):
        values["rng"] = np.random.default_rng(derive_seed(slug, test.__name__))
        needed = inspect.signature(test).parameters
        if needed.keys() <= values.keys():
            test(**{name: values[name] for name in needed})


def print_notebooks(students: int, rounds: int) -> None:
    """Measure the three ways in turn under both loads, and print medians and ratios."""
    for only_first in (True, False):
        _print_load(students, rounds, only_first)


def _print_load(students: int, rounds: int, only_first: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        course = _make_course(scratch / "course", only_first)
        count = sum(len(tests_of(slug, course)) for slug in EXERCISES)
        native, ours = scratch / "native", scratch / "ours"
        _make_native(course, native)
        make_nbgrader_course(load_course(course), ours)
        for folder in (native, ours):
            _run(folder, "nbgrader", "generate_assignment", UNIT)
            _hand_in(folder, students)
        rows: dict[str, list[float]] = {}
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}: {students} notebooks, {count} checks in each", flush=True)
            for label, work in (
                ("nbgrader autograde, its kernels", lambda: _autograde(native)),
                ("nbgrader autograde, this engine", lambda: _autograde(ours)),
                ("grader collect", lambda: _collect(course, ours)),
            ):
                rows.setdefault(label, []).append(_seconds(work) / students)
        _print(rows)


def _print(rows: dict[str, list[float]]) -> None:
    medians = {label: statistics.median(seconds) for label, seconds in rows.items()}
    print(f"\n{'median of the rounds':34}{'ms a notebook':>14}")
    for label, seconds in medians.items():
        print(f"{label:34}{seconds * 1e3:14.0f}")
    native, engine, collect = medians.values()
    print(f"\nnbgrader with this engine against its own kernels: {native / engine:6.1f} x  (reach: >= 4)")
    print(f"grader collect against nbgrader with its kernels:  {native / collect:6.1f} x  (reach: >= 60)")


def _make_course(root: Path, only_first: bool) -> Path:
    lines = "\n".join(f"      - {{id: {slug}, title: {slug}, kind: code, points: 10}}" for slug in EXERCISES)
    for slug in EXERCISES:
        shutil.copytree(ROOT / "exercises" / slug, root / "exercises" / slug)
        shutil.copytree(ROOT / "solutions" / slug, root / "solutions" / slug)
        if only_first:
            for file in (root / "exercises" / slug / f"test_{slug}.py", root / "solutions" / slug / "test_hidden.py"):
                _keep_first_test(file)
    text = f"id: bench\ntitle: Bench\nunits:\n  - id: {UNIT}\n    title: Bench\n    exercises:\n{lines}\n"
    (root / "course.yaml").write_text(text)
    return root


def _keep_first_test(file: Path) -> None:
    tree = ast.parse(file.read_text())
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    tree.body = [node for node in tree.body if node not in tests[1:]]
    file.write_text(ast.unparse(tree))


def _make_native(course: Path, folder: Path) -> None:
    """Write the same notebook with checks that run in the kernel, and nbgrader's settings as it ships them."""
    loaded = load_course(course)
    notebook = unit_notebook(loaded, loaded.units[0], for_nbgrader=True)
    for cell in notebook["cells"]:
        ours = cell["metadata"].pop("grader")
        if ours["part"] == "check":
            cell["source"] = NATIVE_CHECK.format(root=str(course), slug=ours["exercise"])
        elif ours["part"] == "setup":
            cell["source"] = ""
        elif ours["part"] == "answer":
            cell["source"] = f"### BEGIN SOLUTION\n### END SOLUTION\n{cell['source']}"
    source = folder / "source" / UNIT
    source.mkdir(parents=True)
    (source / f"{UNIT}.ipynb").write_text(notebook_text(notebook))
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n')


def _hand_in(folder: Path, students: int) -> None:
    released = json.loads((folder / "release" / UNIT / f"{UNIT}.ipynb").read_text())
    for number in range(students):
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            slug = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            if slug in EXERCISES:
                answers = sorted((ROOT / "solutions" / slug / "right").glob("*.py"))
                text = answers[number % len(answers)].read_text()
                # In a function, where it is part of the answer: files that are the same would be graded once.
                cell["source"] = re.sub(r"(?m)^( +)(?=return)", rf"\1# student {number}\n\1", text, count=1)
        place = folder / "submitted" / f"student{number:03}" / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_text(json.dumps(notebook))


def _autograde(folder: Path) -> None:
    shutil.rmtree(folder / "autograded", ignore_errors=True)
    (folder / "grader.db").unlink(missing_ok=True)
    _run(folder, "nbgrader", "autograde", UNIT)


def _collect(course: Path, folder: Path) -> None:
    gradebook = f"sqlite:///{folder / f'collect{time.monotonic_ns()}.db'}"
    _run(folder, "grader", "collect", "submitted", "--course", str(course), "--gradebook", gradebook)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(folder: Path, *words: str) -> None:
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    # nbgrader calls alembic by name, as in an activated environment.
    program = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": paths, "PATH": program, "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr[-3000:]}")

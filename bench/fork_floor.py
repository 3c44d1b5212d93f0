"""The floor, as a program: `python -m bench.fork_floor FOLDER` grades `<student>/<slug>.py` by forking, unprotected.

Each child loads the student's file and calls the same test functions with the same fixtures' values, with no pytest,
no sandbox and no gradebook. Nothing that grades can be much cheaper; nothing is safe here either.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.random  # here once: numpy imports it when it is first used, which would be in every child

from bench.sample import ROOT
from grader.judge.answers import Answers
from grader.judge.seeds import derive_seed
from grader.symbolic.comparing import CHECKER
from grader.symbolic.judging import answer_question


def load(path: Path, name: str) -> ModuleType:
    """Run a file as a module."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def tests_of(slug: str, root: Path) -> list[Callable[..., None]]:
    """Give the visible and hidden test functions of an exercise."""
    files = [root / "exercises" / slug / f"test_{slug}.py", root / "solutions" / slug / "test_hidden.py"]
    modules = [load(file, f"tests_{slug}_{number}") for number, file in enumerate(files)]
    return [test for module in modules for name, test in vars(module).items() if name.startswith("test_")]


class Watched:
    """A student's module that remembers what the last call did to its arguments, as the judge's session does."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._pairs: list[tuple[Any, Any]] = []

    def __getattr__(self, name: str) -> Any:
        """Give the module's value; a function in a coat that copies array arguments first."""
        value = getattr(self._module, name)
        if not inspect.isfunction(value):
            return value

        def call(*arguments: Any) -> Any:
            self._pairs = [(array, array.copy()) for array in arguments if isinstance(array, np.ndarray)]
            return value(*arguments)

        return call

    def assert_unchanged(self, *names: str) -> None:
        """Fail if an array argument of the last call is not what it was."""
        assert all(np.array_equal(now, before, equal_nan=True) for now, before in self._pairs), names


def run_checks(file: Path, tests: list[Callable[..., None]], reference: ModuleType) -> None:
    """Call every check on one submission."""
    tree = ast.parse(file.read_bytes())
    values: dict[str, Any] = {"reference": reference, "source": tree, "answers": Answers(tree)}
    values["student_warnings"] = list
    values["assert_unchanged"] = lambda *_names: None  # nobody watches the arguments here: that is for free
    if any("student" in inspect.signature(test).parameters for test in tests):
        values["student"] = watched = Watched(load(file, file.stem))
        values["assert_unchanged"] = watched.assert_unchanged
    for test in tests:
        values["rng"] = np.random.default_rng(derive_seed(file.stem, test.__name__))
        test(**{name: values[name] for name in inspect.signature(test).parameters})


def main() -> int:
    """Grade every file below the folder; prints those that failed, gives how many."""
    files = sorted(Path(sys.argv[1]).glob("*/*.py"))
    slugs = sorted({file.stem for file in files})
    checks = {
        slug: (tests_of(slug, ROOT), load(ROOT / "solutions" / slug / f"{slug}.py", f"reference_{slug}"))
        for slug in slugs
    }
    CHECKER.ask = answer_question  # type: ignore[method-assign]  # right here: a floor protects itself from nothing
    failed = 0
    for file in files:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the child ends in a moment
                run_checks(file, *checks[file.stem])
                code = 0
            except BaseException:
                traceback.print_exc()
                print(file, file=sys.__stdout__, flush=True)
            finally:
                os._exit(code)
        failed += os.waitpid(child, 0)[1] != 0
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

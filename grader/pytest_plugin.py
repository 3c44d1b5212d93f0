"""What makes a bare `pytest exercises/neuron_output` work: the graders' fixtures on the student's own file.

pytest loads this module in every run of an environment that has the toolkit; so it imports nothing of weight, and
names no fixture of its own in a test that asks for none. The file runs in pytest's own process, so that `--pdb`,
breakpoints and `print` work as anywhere; that is fine for one's own code, and `grader check` confines it.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from grader.model import MARKS

if TYPE_CHECKING:
    import numpy as np

    from grader.judge.answers import Answers


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for mark, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}")


def _files(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Give the student's file and the reference for the exercise that the test belongs to."""
    folder = request.path.parent
    root, slug = folder.parent.parent, folder.name
    return root / "exercises" / slug / f"{slug}.py", root / "solutions" / slug / f"{slug}.py"


def _load(path: Path) -> ModuleType:
    from grader.judge.modules import load_module  # noqa: PLC0415 - see the module's docstring

    if not path.is_file():
        pytest.fail(f"there is no {path}", pytrace=False)
    return load_module(path, path.stem)


@pytest.fixture(scope="module")
def student(request: pytest.FixtureRequest) -> ModuleType:
    """Give the student's own module, freshly run for each file of tests."""
    return _load(_files(request)[0])


@pytest.fixture
def student_warnings() -> Iterator[Callable[[], list[tuple[str, str]]]]:
    """Give a function that tells the (category, text) of each warning so far in this test."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield lambda: [(one.category.__name__, str(one.message)) for one in caught]


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> Any:
    """Give the reference; only an author's checkout has it."""
    from grader.numeric import recorded_reference  # noqa: PLC0415 - see the module's docstring

    return recorded_reference(_load(_files(request)[1]))


@pytest.fixture
def source(request: pytest.FixtureRequest) -> ast.Module:
    """Give the student's file as a syntax tree."""
    path = _files(request)[0]
    return ast.parse(path.read_bytes(), str(path))


@pytest.fixture
def answers(source: ast.Module) -> Answers:
    """Give the literal assignments of the student's file, which is read and never executed."""
    from grader.judge.answers import Answers  # noqa: PLC0415 - see the module's docstring

    return Answers(source)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Give a generator seeded by the test's name."""
    import numpy as np  # noqa: PLC0415 - see the module's docstring

    from grader.judge.seeds import derive_seed  # noqa: PLC0415 - see the module's docstring

    return np.random.default_rng(derive_seed(request.path.parent.name, request.node.name))

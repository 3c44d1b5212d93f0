"""What makes a bare `pytest exercises/neuron_output` work: the graders' fixtures on the student's own file.

pytest loads this module in every run of an environment that has the toolkit; so it imports nothing of weight. The
student's file runs in a plain process of its own, behind the same proxy as when it is graded: what passes here passes
there, and the import path, which pytest changes, never decides which `neuron_output` is meant.
"""

from __future__ import annotations

import ast
import contextlib
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.errors import StudentStopped
from grader.model import MARKS, StudentSession

if TYPE_CHECKING:
    import numpy as np

    from grader.judge.answers import Answers
    from grader.variant import Variant


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for mark, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what is wrong with an answer in its own words, without the toolkit's lines."""
    report = yield
    error = call.excinfo.value if call.excinfo is not None else None
    sentence = getattr(error, "sentence", None)
    if sentence is not None and report.failed:
        hint = item.get_closest_marker("hint")
        parts = [sentence, getattr(error, "detail", ""), getattr(error, "traceback_text", "")]
        parts.append(f"Hint: {hint.args[0]}" if hint and hint.args else "")
        report.longrepr = "\n".join(part for part in parts if part)
    return report


def _exercise_folder(request: pytest.FixtureRequest, kind: str) -> Path:
    """Give `exercises/<slug>` or `solutions/<slug>` for the exercise that the test belongs to."""
    folder = request.path.parent
    return folder.parent.parent / kind / folder.name


@pytest.fixture(scope="module")
def _plain_session(request: pytest.FixtureRequest) -> Iterator[StudentSession]:
    from datetime import UTC, datetime  # noqa: PLC0415 - see the module's docstring

    from grader.execute import open_plain  # noqa: PLC0415 - see the module's docstring
    from grader.model import Limits, Submission  # noqa: PLC0415 - see the module's docstring

    folder = _exercise_folder(request, "exercises")
    path = folder / f"{folder.name}.py"
    if not path.is_file():
        pytest.fail(f"there is no {path}", pytrace=False)
    submission = Submission(
        student="you",
        exercise=folder.name,
        content=path.read_bytes(),
        sha256="",
        submitted_at=datetime.now(UTC),
    )
    with open_plain() as sandbox, contextlib.closing(sandbox.open(submission, Limits())) as session:
        yield session


@pytest.fixture
def test_seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of this test, from its name."""
    from grader.judge.seeds import derive_seed  # noqa: PLC0415 - see the module's docstring

    return derive_seed(request.path.parent.name, request.node.name)


@pytest.fixture
def _live_session(_plain_session: StudentSession, test_seed: int) -> Iterator[StudentSession]:
    try:
        _plain_session.start_test(test_seed)
        yield _plain_session
        printed = _plain_session.take_output()
        if printed:
            print(printed, end="")  # pytest shows it with a test that fails
    except StudentStopped as error:
        pytest.fail(error.sentence, pytrace=False)


@pytest.fixture
def student(_live_session: StudentSession) -> Any:
    """Give the student's own module."""
    try:
        return _live_session.module
    except StudentStopped as error:
        pytest.fail(error.sentence, pytrace=False)


@pytest.fixture
def student_warnings(_live_session: StudentSession) -> Callable[[], list[tuple[str, str]]]:
    """Give a function that tells the (category, text) of each warning so far in this test."""
    return _live_session.warnings


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> Any:
    """Give the reference; only an author's checkout has it."""
    from grader.judge.modules import load_module  # noqa: PLC0415 - see the module's docstring
    from grader.numeric import recorded_reference  # noqa: PLC0415 - see the module's docstring

    folder = _exercise_folder(request, "solutions")
    return recorded_reference(load_module(folder / f"{folder.name}.py", folder.name))


@pytest.fixture
def variant(request: pytest.FixtureRequest) -> Variant:
    """Give the numbers of the student whose folder this is; of a grader's own tests, those of its banks."""
    from grader.course import find_course  # noqa: PLC0415 - see the module's docstring
    from grader.course_file import load_course  # noqa: PLC0415 - see the module's docstring
    from grader.variant import EXAMPLE, draw_variant  # noqa: PLC0415 - see the module's docstring
    from grader.workbook import load_progress  # noqa: PLC0415 - see the module's docstring

    course = load_course(find_course(request.path.parent))
    exercise = course.exercise(request.path.parent.name)
    is_hidden = request.path == exercise.hidden_tests
    student = EXAMPLE if is_hidden else os.environ.get("GRADER_STUDENT") or load_progress(course).student
    return draw_variant(course.id, exercise, student)


@pytest.fixture
def source(_live_session: StudentSession) -> ast.Module:
    """Give the student's file as a syntax tree."""
    return _live_session.syntax_tree()


@pytest.fixture
def answers(source: ast.Module) -> Answers:
    """Give the literal assignments of the student's file, which is read and never executed."""
    from grader.judge.answers import Answers  # noqa: PLC0415 - see the module's docstring

    return Answers(source)


@pytest.fixture
def rng(test_seed: int) -> np.random.Generator:
    """Give a generator seeded by the test's name."""
    import numpy as np  # noqa: PLC0415 - see the module's docstring

    return np.random.default_rng(test_seed)


@pytest.fixture
def assert_unchanged(_live_session: StudentSession) -> Callable[..., None]:
    """Give a check that the last call left its arguments, named in their order, as they were."""
    from grader.judge.given import unchanged_check  # noqa: PLC0415 - see the module's docstring

    return unchanged_check(_live_session)

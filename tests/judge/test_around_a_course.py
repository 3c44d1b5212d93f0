"""What lies around a course changes no verdict: the name of its folder, and what else pytest is set to do."""

import os
import shutil
from dataclasses import replace

import pytest

from grader.model import Outcome

TESTS = "def test_{}(student):\n    assert student.f(1) == 1\n"


@pytest.mark.parametrize("name", ["[CS101] homework", "[", "50% {done}", "two words"])
def test_a_course_lies_in_a_folder_of_any_name(make_exercise, judge, tmp_path, name):
    """What pytest reads as a choice of tests is part of a folder's name here; conftest.py is found there too."""
    exercise = make_exercise(TESTS.format("hidden"), visible=TESTS.format("visible"))
    (tmp_path / "conftest.py").write_text("def pytest_collection_modifyitems(items):\n    items.reverse()\n")
    root = tmp_path / name
    root.mkdir()
    for part in ("exercises", "solutions", "conftest.py"):
        shutil.move(tmp_path / part, root / part)

    (result,) = judge(replace(exercise, root=root), "def f(x):\n    return x\n")

    assert [(test.id, test.outcome) for test in result.tests] == [
        ("test_hidden", Outcome.PASSED),
        ("test_visible", Outcome.PASSED),
    ], result.message


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PYTEST_ADDOPTS", "--no-such-option"), ("PYTEST_ADDOPTS", "-k nothing"), ("PYTEST_PLUGINS", "no_such_plugin")],
)
def test_what_is_set_for_other_work_with_pytest_is_left_alone(make_exercise, judge, monkeypatch, variable, value):
    """Options in the environment are for somebody's own pytest, and are there afterwards as before."""
    monkeypatch.setenv(variable, value)

    (result,) = judge(make_exercise(TESTS.format("hidden")), "def f(x):\n    return x\n")

    assert {test.outcome for test in result.tests} == {Outcome.PASSED}, result.message
    assert os.environ[variable] == value
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ


@pytest.mark.parametrize("hidden", ["import no_such_module\n", "def test_it(student:\n", "1 / 0\n"])
def test_what_is_said_of_a_broken_test_file_has_no_colours(make_exercise, judge, monkeypatch, hidden):
    """Also where the surroundings ask every program for colours, as Jupyter's kernels do."""
    for name in ("FORCE_COLOR", "PY_COLORS"):
        monkeypatch.setenv(name, "1")

    (result,) = judge(make_exercise(hidden), "def f(x):\n    return x\n")

    assert "cannot be loaded" in result.message
    assert "\x1b" not in result.message

"""What an author's tests change of the process is nobody else's: no other student's, no other exercise's."""

import os
import sys

import numpy as np
import pytest

from grader.judge import judge_batches

RIGHT = "def f(x):\n    return x\n"
CHANGES = """
import os, sys, tempfile
import numpy as np

def test_it(student{fixture}):
    assert "LEFT_BY_A_TEST" not in os.environ
    os.environ["LEFT_BY_A_TEST"] = "1"
    os.environ.pop("KEPT_BY_A_TEST", None)
    os.chdir(tempfile.mkdtemp())
    sys.setrecursionlimit(sys.getrecursionlimit() + 100)
    np.seterr(all="raise")
    np.set_printoptions(precision=1)
    assert student.f(1) == 1
"""
FINDS = """
import os
import numpy as np

def test_it(student):
    assert "LEFT_BY_A_TEST" not in os.environ and os.environ["KEPT_BY_A_TEST"] == "2"
    assert np.geterr()["over"] == "warn" and np.get_printoptions()["precision"] == 8
    assert student.f(1) == 1
"""


def surroundings():
    """Give what the tests above change."""
    return dict(os.environ), os.getcwd(), sys.getrecursionlimit(), np.geterr(), np.get_printoptions()


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """What a test must find after another has taken it away."""
    monkeypatch.setenv("KEPT_BY_A_TEST", "2")


@pytest.mark.parametrize("students", [["ada"], ["ada", "bob"]])
def test_what_tests_change_is_found_by_nobody_else(make_exercise, handed_in, judge, students):
    """When the tests have to be found, and when they are known."""
    exercises = [make_exercise(CHANGES.format(fixture=""), slug="a"), make_exercise(FINDS, slug="b")]
    before = surroundings()
    for _ in range(2):
        results = []
        batches = [handed_in(exercise, dict.fromkeys(students, RIGHT)) for exercise in exercises]
        judge_batches(batches, judge.session_class, judge.shared(), results.append)
        assert [str(result.points) for result in results] == ["10.00"] * (2 * len(students)), results
        assert {**surroundings()[0], "PYTEST_CURRENT_TEST": ""} == {**before[0], "PYTEST_CURRENT_TEST": ""}
        assert surroundings()[1:] == before[1:]


def test_what_tests_that_go_through_pytest_change_ends_with_their_run(make_exercise, judge):
    """The next exercise's find nothing of it."""
    before = surroundings()[1:]
    judge(make_exercise(CHANGES.format(fixture=", tmp_path"), slug="a"), RIGHT)
    (result,) = judge(make_exercise(FINDS, slug="b"), RIGHT)
    assert str(result.points) == "10.00", result
    assert surroundings()[1:] == before


def test_what_a_file_sets_as_it_is_loaded_holds_in_every_batch(make_exercise, handed_in, judge):
    """For its own tests, and for nobody else's."""
    sets = (
        "import numpy as np\nnp.seterr(all='raise')\n"
        "def test_it(student):\n    assert student.f(np.geterr()['over']) == 'raise'\n"
    )
    exercises = [make_exercise(sets, slug="a"), make_exercise(FINDS, slug="b")]
    for _ in range(2):
        results = []
        batches = [handed_in(exercise, {"ada": RIGHT, "bob": RIGHT}) for exercise in exercises]
        judge_batches(batches, judge.session_class, judge.shared(), results.append)
        assert [str(result.points) for result in results] == ["10.00"] * 4, results

"""A grader that is broken, or breaks over one answer: an error that names it, or that student's, and nobody else's."""

import sys

import pytest

from grader.model import Outcome, Status


def test_a_conftest_that_breaks_pytest_is_named(make_exercise, judge):
    """Whatever breaks the run is an error that says what, and nobody's zero."""
    exercise = make_exercise("def test_x(student): pass\n")
    conftest = exercise.solution_folder / "conftest.py"
    conftest.write_text("def pytest_collection_modifyitems(items):\n    raise KeyError('no such plan')\n")

    (result,) = judge(exercise, "def f(x):\n    return x")

    assert result.status is Status.ERROR
    assert "KeyError: 'no such plan'" in result.message
    assert "INTERNALERROR" not in result.message


@pytest.mark.parametrize(
    ("grader", "reason"),
    [
        ("import pytest\n@pytest.mark.needs('test_nowhere')\ndef test_x(student): pass\n", "test_nowhere"),
        ("import pytest\n@pytest.mark.points('many')\ndef test_x(student): pass\n", "points"),
        ("import pytest\n@pytest.mark.points(-1)\ndef test_x(student): pass\n", "below 0"),
        ("import pytest\n@pytest.mark.needs('test_x')\ndef test_x(student): pass\n", "itself"),
        ("def test_x(student) pass\n", "SyntaxError"),
        ("import a_module_that_is_nowhere\n", "a_module_that_is_nowhere"),
        ("def test_x(no_such_fixture): pass\n", "no_such_fixture"),
        ("import unittest\nclass Old(unittest.TestCase):\n    def test_x(self): pass\n", "takes no fixtures"),
    ],
)
def test_a_broken_grader_is_an_error_and_never_a_zero(make_exercise, judge, grader, reason):
    """An author's mistake gives status error without points, and names itself."""
    exercise = make_exercise(grader)

    (result,) = judge(exercise, "def f(x):\n    return x")

    assert (result.status, result.points) == (Status.ERROR, None)
    assert reason in result.message + "".join(test.detail for test in result.tests)


def test_a_check_that_raises_for_the_reference_too_is_an_error(make_exercise, judge):
    """A grader that cannot even grade the reference is to blame itself."""
    exercise = make_exercise("def test_x(student):\n    assert len(student.f(1)) == 1\n")

    (result,) = judge(exercise, "def f(x):\n    return x")

    assert result.status is Status.ERROR
    assert [test.outcome for test in result.tests if test.id == "test_x"] == [Outcome.ERROR]


def test_a_check_that_raises_only_over_this_answer_is_a_failed_test(make_exercise, judge):
    """What the student returned is to blame when the same check works on the reference."""
    exercise = make_exercise("def test_x(student):\n    assert student.f(1) + 1 == 2\n")

    (result,) = judge(exercise, "def f(x):\n    return None")

    assert result.status is Status.GRADED
    (test,) = [test for test in result.tests if test.id == "test_x"]
    assert (test.outcome, test.diagnosis) == (Outcome.FAILED, "unusable-value")


def test_nothing_of_a_grader_stays_imported(make_exercise, judge):
    """Test modules are forgotten after the batch, and no path is added."""
    path = list(sys.path)
    exercise = make_exercise("def test_x(student):\n    pass\n")

    judge(exercise, "def f(x):\n    return x")

    assert sys.path == path
    assert not [
        name for name, module in sys.modules.items() if str(exercise.root) in str(getattr(module, "__file__", ""))
    ]


def test_a_clean_up_that_fails_touches_no_other_submission(make_exercise, judge, monkeypatch):
    """A session that cannot even be asked for its output leaves the next submission's fixtures alone."""
    from grader.errors import StudentCrashed

    exercise = make_exercise("def test_x(student):\n    assert student.f(1) == 1\n")

    def take_output(session):
        if "dies" in session.text:
            raise StudentCrashed("it ended")
        return ""

    monkeypatch.setattr(judge.session_class, "take_output", take_output)

    first, dying, last = judge(exercise, "def f(x):\n    return x", "# dies", "def f(x):\n    return x")

    assert (str(first.points), str(last.points)) == ("10.00", "10.00")
    assert str(dying.points) == "0.00"


def test_a_file_that_cannot_be_loaded_touches_no_other_submission(make_exercise, judge):
    """An invalid file between two right ones, in one session with fixtures that could not be set up."""
    exercise = make_exercise("def test_x(student, rng):\n    assert student.f(1) == 1\n")
    right = "def f(x):\n    return x"

    results = judge(exercise, right, "def f(", right, "def f(", right)

    assert [str(result.points) for result in results] == ["10.00", "0.00", "10.00", "0.00", "10.00"]
    assert {result.status for result in results} == {Status.GRADED, Status.INVALID}


@pytest.mark.parametrize(
    ("grader", "reason"),
    [
        (
            "@pytest.fixture(scope='module')\ndef wide(student): return student\ndef test_x(wide): pass\n",
            "ScopeMismatch",
        ),
        ("async def test_x(student):\n    assert student.f(1) == 1\n", "async def functions"),
        ("@pytest.fixture\ndef one(): return 1\ndef test_x(student):\n    assert student.f(one()) == 1\n", "directly"),
    ],
)
def test_what_pytest_cannot_set_up_is_an_error_in_one_line(make_exercise, judge, grader, reason):
    """Such a test fails for everybody, whatever their code does."""
    (result,) = judge(make_exercise(f"import pytest\n{grader}"), "def f(x):\n    return x")

    assert (result.status, result.points) == (Status.ERROR, None)
    assert reason in result.message
    assert "\n" not in result.message


@pytest.mark.parametrize(
    "grader",
    [
        "@pytest.mark.points(0)\ndef test_x(student): assert student.f(1) == 1\n",
        "pytest.importorskip('a_module_that_is_nowhere')\n",
        "def check_x(student): assert student.f(1) == 1\n",
        "@pytest.mark.skip\ndef test_x(student): assert student.f(1) == 1\n",
    ],
    ids=["tests of zero points", "a file that is skipped", "no test", "a test that is skipped"],
)
def test_where_no_test_gives_points_nobody_gets_a_zero(make_exercise, judge, grader):
    """What is a right answer there, nobody can tell."""
    visible = "import pytest\n@pytest.mark.points(0)\ndef test_informs(student): pass\n"
    right, unreadable = judge(make_exercise(f"import pytest\n{grader}", visible), "def f(x):\n    return x", "def f(")

    assert (right.status, right.points) == (Status.ERROR, None)
    assert "gives points" in right.message
    assert unreadable.status is Status.INVALID

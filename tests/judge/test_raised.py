"""What is said of exceptions: those that came, those that should have, and those that came in their place."""

import pytest

from grader.errors import StudentRaised
from grader.judge.verdict import reach_verdict


def test_expecting_an_exception_that_does_not_come_is_said_plainly(make_exercise, judge):
    """`pytest.raises` around the student's call reads as a sentence."""
    exercise = make_exercise(
        "import pytest\ndef test_x(student):\n    with pytest.raises(ValueError):\n        student.f(1)\n"
    )

    (result,) = judge(exercise, "def f(x):\n    return x")

    (test,) = [test for test in result.tests if test.id == "test_x"]
    assert test.message == "your code should raise ValueError here, and does not"


@pytest.mark.parametrize("within", [True, False])
def test_expecting_another_exception_than_the_one_that_comes_is_said_plainly(tmp_path, within):
    """Within `pytest.raises` the sentence names the exception that is due, and elsewhere it names none."""
    test_file = tmp_path / "test_hidden.py"
    test_file.write_text("def test_x(call):\n    with pytest.raises(ValueError):\n        call(1)\n    call(0)\n")
    error = StudentRaised("ZeroDivisionError: no", "line 4")
    error.type_name = "ZeroDivisionError"

    def call(x):
        if bool(x) is within:
            raise error
        raise ValueError

    names = {"pytest": pytest}
    exec(compile(test_file.read_bytes(), str(test_file), "exec"), names)
    with pytest.raises(StudentRaised) as caught:
        names["test_x"](call)
    message = reach_verdict(caught.value, hidden=True, test_file=test_file).message

    said = "your code raised ZeroDivisionError in line 4 of your file"
    assert message == (f"{said}; ValueError is due here" if within else said)


@pytest.mark.parametrize("hidden", [True, False])
def test_advice_is_told_of_hidden_tests_too(tmp_path, hidden):
    """Our own words on an exception are told always, the exception's message of visible tests only."""
    error = StudentRaised("said", '  File "f.py", line 4, in f\n')
    error.type_name, error.text, error.advice = "PermissionError", "secret 1234", "files are not available"

    verdict = reach_verdict(error, hidden=hidden, test_file=tmp_path / "test_hidden.py")

    assert verdict.message.startswith("your code raised PermissionError in line 4 of your file")
    assert verdict.message.endswith("; files are not available")
    assert ("secret" in verdict.message) is not hidden

"""Functions of the grader's that a student's code is given."""

import numpy as np
import pytest

from grader.errors import (
    AnswerRefused,
    StudentCrashed,
    StudentRaised,
    StudentTimeout,
)


def test_callback(opened):
    """A function given as an argument runs here, with what the student's code gives it, by position or keyword."""
    module = opened("def apply(f, *args, **kwargs):\n    return f(*args, **kwargs)\n").module
    seen = []

    def remember(*args, **kwargs):
        seen.append((args, kwargs))
        return np.arange(3), {"a": (1,)}

    found = module.apply(remember, np.eye(2), [1, (2,)], scale=0.5)

    assert np.array_equal(seen[0][0][0], np.eye(2))
    assert seen[0][0][1] == [1, (2,)]
    assert seen[0][1] == {"scale": 0.5}
    assert repr(found) == "(array([0, 1, 2]), {'a': (1,)})"
    assert module.apply(np.tanh, 0.0) == 0.0
    assert module.apply(len, [1, 2]) == 2
    assert module.apply(lambda: None) is None


def test_callback_that_is_the_students_own(opened):
    """A function of the same submission goes back as itself, not as a callback."""
    module = opened("def f(x):\n    return x * 2\n\ndef apply(g, x):\n    return g(x), g is f\n").module

    assert module.apply(module.f, 4) == (8, True)


def test_callback_that_calls_the_student(opened):
    """The grader's function may call the student's code in its turn, and nest."""
    module = opened(
        "def cost(t):\n    return t * t\n\ndef slope(f, t, h=0.5):\n    return (f(t + h) - f(t - h)) / (2 * h)\n"
    ).module

    assert module.slope(lambda t: module.cost(t), 3.0) == 6.0
    assert module.slope(lambda t: module.slope(lambda u: module.cost(u), t), 3.0) == 2.0


def test_callback_error_reaches_the_student(opened):
    """An error of the grader's function is raised in the student's code with its kind, without the grader's values."""
    module = opened(
        "def f(g):\n    return g('secret'[:0])\n\ndef caught(g):\n    try:\n"
        "        g(1)\n    except ZeroDivisionError as e:\n        return str(e)\n"
    ).module

    def g(x):
        hidden = {"hidden": 1}
        return hidden[x] / 0

    with pytest.raises(KeyError, match="g cannot be called with \\(str\\)") as error:
        module.f(g)
    assert isinstance(error.value, StudentRaised)
    assert "divi" in module.caught(lambda x: x / 0) or "cannot be called with (int)" in module.caught(lambda x: x / 0)


def test_callback_assertion_is_the_graders(opened):
    """A grader's function that asserts fails the test, even if the student's code swallows everything."""
    module = opened(
        "def f(g):\n    try:\n        g(-1)\n    except BaseException:\n        pass\n    return 1\n"
    ).module

    def g(x):
        assert x > 0, "the function was called with a negative number"

    with pytest.raises(AssertionError, match="negative number"):
        module.f(g)
    assert module.f(lambda x: x) == 1


def test_callback_ends_with_its_call(opened):
    """A function kept by the student's code cannot be called later."""
    module = opened("kept = []\n\ndef keep(f):\n    kept.append(f)\n\ndef use():\n    return kept[0](1)\n").module

    module.keep(lambda x: x)

    with pytest.raises(RuntimeError, match="can be called only until"):
        module.use()


def test_callback_budget(opened, monkeypatch):
    """Too many calls of the grader's function end the process."""
    monkeypatch.setattr("grader.execute.callbacks.MAX_CALLS", 50)
    session = opened("def f(g, n):\n    return sum(g(i) for i in range(n))\n")

    assert session.module.f(lambda i: i, 50) == 1225
    with pytest.raises(StudentCrashed, match="too often"):
        session.module.f(lambda i: i, 51)


def test_callback_time_is_not_the_students(opened):
    """Time that the grader's function takes is given back."""
    import time

    session = opened("def f(g):\n    return g()\n", wall_seconds=0.5)
    session.module.f(lambda: 1)

    assert session.module.f(lambda: time.sleep(0.8) or 1) == 1


def test_callbacks_without_end_meet_the_deadline(opened):
    """Code that calls the grader's function for ever runs out of time as any other endless loop does."""
    session = opened("def f(g):\n    while True:\n        g(sum(range(20_000)))\n", cpu_seconds=1, wall_seconds=5)

    with pytest.raises(StudentTimeout):
        session.module.f(lambda value: None)


def test_graders_function_given_back(opened):
    """Who returns the function instead of calling it is told so, and has broken no rule."""
    session = opened(
        "def f(g):\n    return g\n\ndef nested(g):\n    return {'a': [g]}\n\ndef twice(g):\n    return g(g)\n"
    )

    for name in ("f", "nested"):
        with pytest.raises(AnswerRefused, match="the function that it was given; call it"):
            getattr(session.module, name)(abs)
    with pytest.raises(TypeError, match="the function that it was given"):
        session.module.twice(abs)

"""What a student's code raises, and what the grader makes of it."""

import builtins
import re

import numpy as np
import pytest

from grader.errors import (
    StudentRaised,
)
from grader.model import Limits

ERRORS = (
    "ValueError TypeError KeyError IndexError ZeroDivisionError NotImplementedError AttributeError RuntimeError".split()
)
ERRORS += (
    "OSError FileNotFoundError ImportError NameError ArithmeticError OverflowError AssertionError LookupError".split()
)
ERRORS += "FloatingPointError BufferError EOFError RecursionError UnboundLocalError UserWarning RuntimeWarning".split()


@pytest.mark.parametrize("name", ERRORS)
def test_raised_builtin(zygote, submission, name):
    """pytest.raises works with the built-in class, and the sentence is the one Python would print last."""
    source = f"def f():\n    raise {name}('batch_size must be >= 1')\n"
    kind = getattr(builtins, name)
    with zygote.open(submission(source), Limits()) as session, pytest.raises(kind) as caught:
        session.module.f()

    error = caught.value
    assert isinstance(error, StudentRaised)
    assert error.type_name == name
    assert error.text.strip("'") == "batch_size must be >= 1"
    assert error.sentence.startswith(f"{name}: ")
    assert 'File "neuron_output.py", line 2, in f' in error.traceback_text
    assert f"raise {name}" in error.traceback_text


def test_raised_own_class_maps_to_its_base(opened):
    """A class of the student's is told by its name and caught by its nearest built-in base."""
    module = opened(
        "class ShapeError(ValueError):\n    pass\n\nclass Odd(Exception):\n"
        "    pass\n\ndef f():\n    raise ShapeError('no')\n"
        "\ndef g():\n    raise Odd\n"
    ).module

    with pytest.raises(ValueError, match="ShapeError: no"):
        module.f()
    with pytest.raises(StudentRaised, match=r"^Odd$") as caught:
        module.g()
    assert not isinstance(caught.value, ValueError)


def test_raised_by_numpy(opened):
    """Numpy's own error classes are caught as what they derive from, LinAlgError as itself."""
    module = opened(
        "import numpy as np\n\ndef inverse(a):\n    return np.linalg.inv(a)\n\ndef add(a, b):\n    return a + b\n"
        "\ndef text(a):\n    return np.add(a, 'x')\n"
    ).module

    with pytest.raises(np.linalg.LinAlgError, match="Singular"):
        module.inverse(np.zeros((2, 2)))
    with pytest.raises(ValueError, match="broadcast"):
        module.add(np.zeros(2), np.zeros(3))
    with pytest.raises(TypeError):
        module.text(np.zeros(2))


def test_traceback_shows_the_students_lines_only(opened):
    """Frames of ours and of libraries are left out; a deep recursion is cut."""
    session = opened(
        "import json\n\ndef outer(text):\n    return inner(text)\n\ndef inner(text):\n    return json.loads(text)\n"
        "\ndef deep(n):\n    return deep(n + 1)\n"
    )

    with pytest.raises(ValueError, match="JSONDecodeError") as caught:
        session.module.outer("{")
    assert caught.value.traceback_text.count("File ") == 2
    assert "return inner(text)" in caught.value.traceback_text
    assert "grader" not in caught.value.traceback_text
    with pytest.raises(RecursionError) as caught:
        session.module.deep(0)
    assert "more calls" in caught.value.traceback_text
    assert len(caught.value.traceback_text) <= 4000


def test_wrong_arguments_are_the_students_fault(opened):
    """Too few or too many arguments raise TypeError, as Python says it."""
    with pytest.raises(TypeError, match=r"net_input\(\) takes 2 positional arguments but 3 were given") as caught:
        opened("def net_input(x, w):\n    return 0\n").module.net_input(1, 2, 3)

    assert isinstance(caught.value, StudentRaised)
    assert caught.value.traceback_text == ""


def test_exit_is_told_plainly(opened):
    """exit, quit and sys.exit in a call and at import are told, and are no end of the session."""
    session = opened("import sys\n\ndef f():\n    exit()\n\ndef g():\n    sys.exit('bye')\n\ndef h():\n    return 1\n")

    for function in (session.module.f, session.module.g):
        with pytest.raises(StudentRaised, match=r"called exit\(\)"):
            function()
    assert session.module.h() == 1


def test_input_is_told_plainly(opened):
    """A file that asks for input at import says so at every use, in every test."""
    session = opened("print('hello')\nx = float(input('x? '))\n")

    for seed in (1, 2):
        session.start_test(seed)
        with pytest.raises(EOFError, match=r"remove input\(\)"):
            _ = session.module


def test_import_error_at_load_is_remembered(opened):
    """The same fault is raised at each use of the module, and the file is not run again."""
    session = opened("import no_such_thing_anywhere\n")
    faults = []
    for seed in (1, 2):
        session.start_test(seed)
        with pytest.raises(ModuleNotFoundError, match="no_such_thing_anywhere") as caught:
            _ = session.module
        faults.append(caught.value)

    assert faults[0] is faults[1]
    assert "line 1" in faults[0].traceback_text


@pytest.mark.parametrize(
    ("source", "name", "advice"),
    [
        ("import sys\nsys.exit()", "SystemExit", "remove that line"),
        ("quit()", "SystemExit", "remove that line"),
        ("get_ipython().run_line_magic('matplotlib', 'inline')", "NameError", "in notebooks only"),
        ("n = input('n? ')", "EOFError", r"remove input\(\)"),
        ("import sys\nn = sys.stdin.read() or 1 / 0", "EOFError", r"remove input\(\)"),
        ("import no_such_package.pyplot as plt", "ModuleNotFoundError", "only numpy and the standard library"),
        ("from activations import relu", "ModuleNotFoundError", "copy what you need"),
        ("from .activations import relu", "ImportError", "copy what you need"),
        ("def f():\n    return f()\nf()", "RecursionError", "without end"),
        ("x = bytearray(1 << 40)", "MemoryError", "more memory"),
        ("1 / 0", "ZeroDivisionError", "^$"),
    ],
)
def test_what_means_something_here_comes_with_advice(opened, source, name, advice):
    """A teacher's word on it, in a text of ours that may be shown whatever the student's own message quotes."""
    with pytest.raises(StudentRaised) as caught:
        _ = opened(f"{source}\n").module

    assert caught.value.type_name == name
    assert re.search(advice, caught.value.advice)


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("open('data.txt')", "files, network and other programs"),
        ("import subprocess\nsubprocess.run(['ls'])", "files, network and other programs"),
        ("import threading\nthreading.Thread(target=print).start()", "threads are not available"),
    ],
)
def test_what_the_sandbox_refuses_comes_with_advice(confined, source, advice):
    """Whoever opens files, programs or threads is told that they are not there."""
    with pytest.raises(StudentRaised) as caught:
        _ = confined(f"{source}\n").module

    assert advice in caught.value.advice

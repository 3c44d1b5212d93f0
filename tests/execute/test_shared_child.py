"""One child for the files of one student: what a file finds there of the one before."""

import pytest

from grader.errors import SandboxLost, StudentCrashed, StudentInvalid, StudentRaised, StudentTimeout
from grader.model import Limits

# Python itself breaks down over it, and nothing in it reaches beyond its own module.
NESTS = """
import itertools

def f():
    nested = iter(())
    for _ in range(500_000):
        nested = itertools.chain(nested, ())
    return list(nested)
"""
PLAIN = "import numpy as np\n\ndef f(x):\n    return np.exp(x)\n"
MOMENTUM = """
import numpy as np
from dataclasses import dataclass, field

@dataclass
class Momentum:
    beta: float = 0.9
    cache: list = field(default_factory=list)

    def __post_init__(self):
        self.mean, self.shape, self.exp = 7.0, (1,), np.negative

    def step(self, x):
        self.beta = x
        self.cache.append(self.exp(x))
        return self.cache[-1] + self.mean

def f(x):
    return Momentum().step(x)
"""
LOOKS = """
import numpy as np

def f(x):
    return [float(np.exp(0.0 * x)), float(np.mean([x, 3.0 * x])), np.shape([x, x])[0], hasattr(np.exp, "beta")]
"""


def test_no_file_can_import_the_one_before(answer, counted):
    """As when each has its own process; nor does one hide a module of Python's."""
    answer("def f(x):\n    return x\n", 1, exercise="random")
    with pytest.raises(StudentRaised, match="No module named 'first'"):
        answer("def f():\n    import first\n", exercise="two")
    assert answer("import random\n\ndef f():\n    return 0 <= random.random() < 1\n", exercise="three") is True


def test_random_numbers_are_those_of_a_fresh_child(answer, counted):
    """The same whoever came before."""
    draws = "import random\nimport numpy as np\nfirst = np.random.rand()\n\ndef f():\n"
    draws += "    return [first, np.random.randn(), random.random(), random.gauss(0, 1)]\n"
    alone = answer(draws)
    answer("import random\nimport numpy as np\nrandom.seed(5)\nnp.random.seed(5)\n\ndef f():\n    np.random.randn()\n")

    assert answer(draws, exercise="two") == alone
    assert len(counted.started) == 1


def test_what_is_printed_and_warned_belongs_to_its_own_file(counted, submission):
    """Also what has no line end; and a warning is given again, although it was given before."""
    text = 'import numpy as np\nprint("{0} loaded", end="")\n\ndef f(x):\n    return np.log(x)\n'
    for name in ("one", "two"):
        with counted.open(submission(text.replace("{0}", name), name)) as session:
            session.module.f(0.0)
            assert session.take_output().startswith(f"{name} loaded")
            assert [category for category, _ in session.warnings()] == ["RuntimeWarning"]
    assert len(counted.started) == 1


def test_what_ends_with_its_file_prints_nothing_into_the_next(counted, submission):
    """As a generator does that was left in the middle: one that cleans up, warns, and cannot be ended."""
    halfway = """
import numpy as np

def batches():
    try:
        yield 1
    finally:
        print("all batches done", np.log(np.zeros(1)))
        raise ValueError("no")

left = batches()

def f(x):
    return next(left)
"""
    for name, text in (("one", halfway), ("two", PLAIN)):
        with counted.open(submission(text, name)) as session:
            session.module.f(1.0)
            told = (session.take_output(), session.warnings())
    assert told == ("", [])
    assert len(counted.started) == 1


def test_handles_of_one_file_mean_nothing_in_the_next(counted, submission):
    """A proxy that a grader has kept says so, whatever stands there now."""
    text = "class A:\n    n = 1\n"
    first = counted.open(submission(text, "one"))
    kept = first.module.A()
    first.close()
    with counted.open(submission(text, "two")) as second:
        assert second.module.A().n == 1
        with pytest.raises(SandboxLost, match="closed"):
            _ = kept.n
    assert len(counted.started) == 1


def test_errors_name_the_file_that_made_them(answer, counted):
    """In a traceback, the lines are those of this file."""
    answer("def f(x):\n    return x\n", 1)
    with pytest.raises(StudentRaised) as caught:
        answer("\n\ndef f(x):\n    return 1 / x  # the second\n", 0, exercise="two")

    assert "two.py" in caught.value.traceback_text
    assert "# the second" in caught.value.traceback_text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("def f():\n    while True:\n        pass\n", StudentTimeout),
        ("def f():\n    return [0] * (1 << 40)\n", StudentRaised),
        (NESTS, StudentCrashed),
    ],
)
def test_trouble_in_a_used_child_is_told(counted, submission, text, error):
    """Who judges then tries again; in a fresh child it is the file's own doing."""
    for name in ("one", "two"):
        with counted.open(submission(PLAIN, name)) as session:
            session.module.f(0.0)
    limits = Limits(cpu_seconds=3, wall_seconds=9, memory_mib=600)
    with counted.open(submission(PLAIN, "three"), limits) as session:
        session.module.f(0.0)
    told = []
    for _ in range(2):
        with counted.open(submission(text, "four"), limits) as session:
            with pytest.raises(error):
                session.module.f()
            told.append(session.disturbed)
    assert told == [True, False]


def test_a_file_that_cannot_be_read_or_loaded_leaves_the_next_alone(answer, counted):
    """A syntax error, and one while loading."""
    for broken in ("def f(:\n", "1 / 0\n", "\0"):
        with pytest.raises((StudentInvalid, StudentRaised)):
            answer(broken)
        assert answer(PLAIN, 0.0, exercise="two") == 1.0


def test_error_states_that_a_file_sets_are_its_own(answer, counted):
    """Many begin with np.seterr; their next exercise divides by zero and gets a warning, as everybody does."""
    divides = "import numpy as np\n\ndef f(x):\n    return np.divide(1.0, x)\n"
    with pytest.raises(StudentRaised, match="divide by zero"):
        answer("import numpy as np\nnp.seterr(all='raise')\n" + divides, 0.0)

    assert answer(divides, 0.0, exercise="two") == float("inf")
    assert len(counted.started) == 2


def test_a_file_that_only_looks_plain_spoils_its_own_students_child_at_most(answer, counted):
    """It writes over numpy in memory, by a name that is put together while it runs."""
    spoils = """
import numpy as np

def f(x):
    two = "_" * x
    name = two + "array_interface" + two
    memory = {"shape": (32,), "typestr": "|u1", "data": (id(np.exp) + 16, False), "version": 3}
    np.asarray(type("Memory", (), {name: memory})())[:] = 0
    return True
"""
    assert answer(spoils, 2) is True
    assert answer(PLAIN, 0.0, student="bob") == 1.0
    assert answer(PLAIN, 0.0, student="cyd") == 1.0
    assert len(counted.started) == 3


def test_a_class_whose_attributes_are_called_as_numpys_functions_are(answer, counted):
    """What most students call them; the next file's numpy is as it was, and both share a child."""
    for exercise in ("one", "two"):
        assert answer(MOMENTUM, 2.0, exercise=exercise) == 5.0
        assert answer(LOOKS, 2.0, exercise=f"after_{exercise}") == [1.0, 4.0, 2, False]
    assert len(counted.started) == 1


def test_a_method_that_makes_numpy_its_self(answer, counted):
    """Nothing comes after it in that child, whatever it has set there."""
    mischief = "import numpy as np\n\nclass A:\n    def f(self):\n        self = np\n        self.exp = abs\n\n"
    assert answer(f"{mischief}def f(x):\n    A().f()\n    return np.exp(x)\n", -2.0) == 2.0
    assert answer(LOOKS, 2.0, exercise="two") == [1.0, 4.0, 2, False]
    assert len(counted.started) == 2

"""One child for the files of one student, as long as each keeps to itself: who shares one, and who does not."""

import pytest

from grader.errors import StudentRaised
from grader.execute.sharing import SharedChild
from grader.model import Limits

PLAIN = "import numpy as np\n\ndef f(x):\n    return np.exp(x)\n"
PATCHES = "import numpy as np\nnp.exp = np.negative\n\ndef f(x):\n    return np.exp(x)\n"


def test_files_that_keep_to_themselves_follow_each_other(answer, counted):
    """Code and answers alike; each finds its own functions and nothing of the others'."""
    assert answer(PLAIN, 0.0) == 1.0
    assert answer("def f(x):\n    return x + 1\n", 2, exercise="two") == 3
    assert answer("def g(x):\n    return x * 2\n", 2, exercise="three", name="g") == 4
    assert len(counted.started) == 1
    with pytest.raises(StudentRaised, match="does not define `f`"):
        answer("def g(x):\n    return x\n", 1, exercise="four")


def test_another_student_gets_another_child(answer, counted):
    """And the one before has ended by then."""
    answer(PLAIN, 0.0)
    answer(PLAIN, 0.0, student="bob")

    first, second = counted.started
    assert first.cpu_seconds() is None
    assert second.cpu_seconds() is not None


@pytest.mark.parametrize("second", [PLAIN, PATCHES])
def test_nothing_runs_after_a_file_that_may_reach_further(answer, counted, second):
    """The next one finds numpy whole again."""
    assert answer(PATCHES, 1.0) == -1.0
    assert answer(second, 0.0, exercise="two") in (1.0, 0.0)
    assert answer(PLAIN, 0.0, exercise="three") == 1.0
    assert len(counted.started) == (2 if second is PLAIN else 3)


def test_a_file_that_may_reach_further_finds_nothing_there_either(answer, counted, submission):
    """It gets a child of its own, and the first one is there for who follows."""
    spy = """
        import gc
        import sys

        def f():
            return [len([x for x in gc.get_objects() if type(x) is float and x == 12345.678]), "one" in sys.modules]
        """
    answer("kept = [12345.678]\n\ndef f(x):\n    return x\n", 1)
    assert answer("\n".join(line[8:] for line in spy.splitlines()), exercise="two") == [0, False]
    assert answer(PLAIN, 0.0, exercise="three") == 1.0
    assert len(counted.started) == 2
    assert counted.started[0].used


def test_unwritten_memory_is_never_another_files(answer, counted):
    """Who may look at it needs a child in which nobody was before; others may follow there."""
    leaves = "import numpy as np\n\ndef f():\n    for _ in range(50):\n        np.full(100, 12345.678)\n    return 0\n"
    looks = "import numpy as np\n\ndef f():\n    return bool((np.empty(100) == 12345.678).any())\n"

    answer(leaves)
    assert answer(looks, exercise="two") is False
    assert answer(PLAIN, 0.0, exercise="three") == 1.0
    assert answer(looks, exercise="four") is False
    assert len(counted.started) == 3


def test_who_holds_much_memory_is_not_followed(answer, counted):
    """The next file has as much as the first."""
    answer("import numpy as np\nkept = np.ones(5_000_000)\n\ndef f(x):\n    return x\n", 1)
    answer(PLAIN, 0.0, exercise="two")
    assert len(counted.started) == 2


def test_who_has_let_go_of_much_memory_is(answer, counted):
    """Most of a training's arrays are gone when it returns."""
    answer("import numpy as np\n\ndef f(x):\n    return np.ones(5_000_000).sum()\n", 1)
    answer(PLAIN, 0.0, exercise="two")
    assert len(counted.started) == 1


def test_another_memory_limit_needs_another_child(answer, counted):
    """The kernel holds a child to the one that it was started with."""
    answer(PLAIN, 0.0)
    answer(PLAIN, 0.0, exercise="two", limits=Limits(memory_mib=256))
    assert len(counted.started) == 2


def test_a_formula_file_is_read_in_the_child_before(counted, submission):
    """It is never run, so whoever comes next may have the child as well."""
    for name in ("one", "two"):
        with counted.open(submission("z = 0.3\n", name)) as session:
            assert session.syntax_tree().body
    with counted.open(submission(PLAIN, "three")) as session:
        assert session.module.f(0.0) == 1.0
    assert len(counted.started) == 1


def test_nothing_is_left_when_it_is_closed(zygote, submission):
    """The last child ends with it, and a killed zygote is no reason to fail."""
    started = []

    def launch(limits):
        started.append(zygote.launch(limits))
        return started[-1]

    with SharedChild(launch) as shared:
        session = shared.open(submission(PLAIN), Limits(cpu_seconds=1, wall_seconds=3))
        session.start_test(1)
        assert session.module.f(0.0) == 1.0
        session.close()
        assert started[0].cpu_seconds() is not None
    assert started[0].cpu_seconds() is None

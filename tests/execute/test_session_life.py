"""Deadlines, output, random states: what belongs to a test and what to the process."""

import math
import textwrap

import numpy as np
import pytest

from grader.errors import (
    AnswerRefused,
    SandboxLost,
    StudentCrashed,
    StudentTimeout,
)
from grader.execute import Session
from grader.model import Limits


def test_timeout_then_next_test(opened):
    """An endless loop ends its test; the next one has a new process, the same in everything."""
    session = opened(
        "n = 0\n\ndef loop():\n    while True:\n        pass\n\ndef count():\n    global n\n    n += 1\n    return n\n",
        cpu_seconds=1,
    )
    count = session.module.count
    assert count() == 1

    with pytest.raises(StudentTimeout) as caught:
        session.module.loop()
    assert caught.value.kind in ("cpu", "wall")
    with pytest.raises(StudentTimeout):
        count()
    session.start_test(2)

    assert count() == 1
    assert session.module.count() == 2


def test_many_short_calls_do_not_add_up(confined):
    """CPU time is counted for each call: together they may take more than one may."""
    session = confined("def spin(n):\n    return sum(range(n))\n", cpu_seconds=0.4)
    for _ in range(8):
        session.module.spin(6_000_000)

    with pytest.raises(StudentTimeout):
        session.module.spin(10**12)


def test_load_that_hangs_is_not_tried_again(opened):
    """A file that hangs while it is loaded costs its limit once."""
    session = opened("while True:\n    pass\n", cpu_seconds=1)
    stops = []
    for seed in (1, 2, 3):
        session.start_test(seed)
        with pytest.raises(StudentTimeout) as caught:
            _ = session.module
        stops.append(caught.value)

    assert stops[0] is stops[1] is stops[2]
    assert session._exchange.generation == 1


def test_stale_handle(opened):
    """An object of a process that has ended cannot be used, and says so."""
    session = opened("class Thing:\n    def f(self):\n        return 1\n\ndef die():\n    import os\n    os._exit(3)\n")
    thing = session.module.Thing()
    with pytest.raises(StudentCrashed):
        session.module.die()
    session.start_test(2)

    with pytest.raises(StudentCrashed, match="has ended"):
        thing.f()
    assert session.module.Thing().f() == 1


def test_output_is_captured(opened):
    """Both streams, print and descriptors, in order, from load and calls, until the next test begins."""
    session = opened(
        "import os, sys\nprint('loading')\n\ndef f():\n    print('out')\n"
        "    print('err', file=sys.stderr)\n    os.write(1, b'raw\\n')\n"
        "    print('no newline', end='')\n\ndef silent():\n    pass\n"
    )
    session.module.f()

    assert session.take_output() == "loading\nout\nerr\nraw\nno newline"
    session.start_test(2)
    session.module.silent()
    assert session.take_output() == ""


def test_output_is_plain_and_cut(opened):
    """Control characters are spelled out, wrong bytes too, and the rest is cut with a note."""
    session = opened(
        "import os\n\ndef f():\n    os.write(1, b'\\x1b[31mred\\x07 \\xff')\n    print('x' * 5000)\n", output_kib=1
    )
    session.module.f()

    output = session.take_output()

    assert output.startswith("\\x1b[31mred\\x07 ")
    assert "\x1b" not in output
    assert "[output cut: " in output
    assert len(output) < 1200


def test_output_before_a_crash_is_kept(opened):
    """The last lines before an end are what a student needs to see."""
    session = opened("def f():\n    print('here')\n    import os\n    os._exit(1)\n")

    with pytest.raises(StudentCrashed):
        session.module.f()

    assert session.take_output() == "here\n"


def test_warnings_are_recorded(opened):
    """Warnings are no errors; they are told with category and text, and forgotten when the next test begins."""
    session = opened("import numpy as np\n\ndef f(x):\n    return np.exp(x)\n\ndef g():\n    return 1\n")

    assert session.module.f(np.array([1e4]))[0] == np.inf
    assert [name for name, _ in session.warnings()] == ["RuntimeWarning"]
    assert "overflow" in session.warnings()[0][1]
    assert session.take_output().count("RuntimeWarning") == 1
    session.start_test(2)
    session.module.g()
    assert session.warnings() == []
    session.module.f(np.array([1e4]))
    assert len(session.warnings()) == 1


def test_changed_arguments(opened):
    """Arguments changed in place are told by position or name, to the last bit; restored ones are not."""
    session = opened(
        "def f(x, y, beta=None, rows=None):\n    x[0] += 1\n"
        "    y[0] += 1\n    y[0] -= 1\n    if rows: rows[0].append(1)\n"
        "    if beta: beta['a'] = 2\n\ndef rebind(x):\n    x = x * 2\n    return x\n"
    )
    x, y = np.zeros(2), np.ones(2)
    session.module.f(x, y, beta={"a": 1}, rows=[[0]])

    assert session.changed_arguments() == ("0", "beta", "rows")
    assert np.array_equal(x, [0, 0])
    session.module.rebind(x)
    assert session.changed_arguments() == ()


def test_minus_zero_is_a_change(opened):
    """Bits are compared, not values: nan equals itself and -0.0 is not 0.0."""
    session = opened("def f(x, y):\n    x[0] = -0.0\n    y[0] = y[0]\n")

    session.module.f(np.zeros(1), np.array([math.nan]))

    assert session.changed_arguments() == ("0",)


def test_random_states_follow_the_seed(opened):
    """Random and numpy's global state start from the test's seed, also in a file that draws while it is loaded."""
    source = (
        "import random\nimport numpy as np\nfirst = random.random()\n\n"
        "def draw():\n    return random.random(), np.random.rand()\n"
    )
    session, other = opened(source, seed=5), opened(source, seed=5)

    first = session.module.draw(), session.module.first
    assert (other.module.draw(), other.module.first) == first
    session.start_test(5)
    assert session.module.draw() == first[0]
    session.start_test(6)
    assert session.module.draw() != first[0]


def test_garbage_is_collected_as_python_does(opened):
    """A loop that leaves cycles, linked layers for instance, does not grow without end."""
    source = """
        import weakref

        class Layer:
            def __init__(self):
                self.next = self

        def left(n):
            seen = weakref.WeakSet()
            for _ in range(n):
                seen.add(Layer())
            return len(seen)
        """
    assert opened(textwrap.dedent(source)).module.left(20_000) < 2_000


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64", "RandomState"])
def test_generators_cross_as_their_state(opened, kind):
    """A Generator draws over there what it would draw here, and here it stays as it was."""
    session = opened("def draw(rng):\n    return rng.normal(size=3)\n")
    rng = np.random.RandomState(4) if kind == "RandomState" else np.random.Generator(getattr(np.random, kind)(4))
    twin = np.random.RandomState(4) if kind == "RandomState" else np.random.Generator(getattr(np.random, kind)(4))

    found = session.module.draw(rng)

    assert np.array_equal(found, twin.normal(size=3))
    assert np.array_equal(session.module.draw(rng), found)


def test_types_as_arguments(opened):
    """The plain number types can be given as arguments."""
    assert opened("def f(kind):\n    return kind('3')\n").module.f(float) == 3.0


def test_refusal_leaves_the_session_alive(opened):
    """An answer that cannot be taken in fails its test only."""
    session = opened("def f():\n    return {1}\n\ndef g():\n    return 1\n")

    with pytest.raises(AnswerRefused, match=r"^`f` returned a set; wrap it in list"):
        session.module.f()
    assert session.module.g() == 1


def test_an_exception_that_is_returned(opened):
    """Whoever returns an exception is told to raise it."""
    session = opened("def f():\n    return ValueError('no slope')\n")

    with pytest.raises(AnswerRefused, match=r"^`f` returned a ValueError; raise it instead of returning it"):
        session.module.f()


def test_closed_session(opened):
    """After closing there is no process to ask, and closing twice is nothing."""
    session = opened("def f():\n    return 1\n")
    function = session.module.f
    session.close()
    session.close()

    with pytest.raises(SandboxLost):
        function()


def test_grader_interrupted_in_a_call(opened):
    """An interruption inside the grader's function ends the child; the session can go on."""
    session = opened("def f(g):\n    return g()\n\ndef h():\n    return 1\n")

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        session.module.f(interrupt)
    assert session.module.h() == 1


def test_implements_the_protocol():
    """The session has every member that the judge counts on."""
    for member in ("module", "start_test", "syntax_tree", "take_output", "close", "warnings", "changed_arguments"):
        assert hasattr(Session, member)


def test_unused_session_starts_nothing(opener, submission):
    """A session that is never asked has no process."""
    session = opener.open(submission("x = 1"), Limits())
    session.start_test(1)

    assert not session._exchange.has_child
    session.close()


def test_child_that_reads_no_more(confined):
    """A process that stops reading cannot hold us while a large argument is written to it."""
    session = confined(
        """
import sys, time

def stop():
    frame = sys._getframe()
    while "_nonce" not in dir(frame.f_locals.get("self")):
        frame = frame.f_back
    type(frame.f_locals["self"])._read = lambda self: time.sleep(1000)

def f(x):
    return x
""",
        wall_seconds=1,
    )
    session.module.stop()

    with pytest.raises(StudentTimeout) as caught:
        session.module.f(np.zeros(4_000_000))
    assert caught.value.kind == "wall"

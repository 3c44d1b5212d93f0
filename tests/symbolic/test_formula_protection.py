"""What the checker's process may use: memory and time have an end, and it protects itself, also when it is worn."""

import os
import signal
import sys
from pathlib import Path

import pytest
from new_interpreter import run

from grader.symbolic import compare
from grader.symbolic.comparing import CHECKER
from grader.symbolic.process import Checker
from grader.symbolic.wire import Question

QUESTION = Question(answers=["s(1-s)"], expected="s-s^2", variables=["s"])
posix = pytest.mark.skipif(os.name != "posix", reason="signals and forks")


@pytest.mark.skipif(sys.platform != "linux", reason="prctl and limits of Linux")
def test_it_protects_itself():
    """The process may not be traced by others of the same user, and its memory is limited."""

    assert compare("s", "s", ["s"]).outcome == "equal"
    status = Path(f"/proc/{CHECKER._process.pid}/limits").read_text(encoding="utf-8")
    limit = next(line for line in status.splitlines() if line.startswith("Max address space"))

    assert str(1 << 30) in limit


@pytest.mark.skipif(sys.platform != "linux", reason="prctl of Linux")
def test_it_works_in_a_protected_process():
    """A parent that may not be traced can ask as well."""

    done = run(
        """
        import ctypes
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
        from grader.symbolic import compare
        assert compare("s(1-s)", "s-s^2", ["s"]).outcome == "equal"
        """
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_it_runs_without_a_home_and_environment(monkeypatch, tmp_path):
    """Variables of the environment and files in the current folder do not reach the process."""

    (tmp_path / "mpmath.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "mpmath.py"))
    own = Checker()

    assert own.ask(QUESTION).outcome == "equal"
    own.close()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_memory_is_limited():
    """What would need more than 1 GiB is a MemoryError in the checker's process, and the reply is "undecided"."""

    done = run(
        """
        import msgspec
        from grader.symbolic import checker
        from grader.symbolic.wire import Question

        def greedy(question):
            return bytearray(2 << 30)

        checker.limit_self()
        checker.answer_question = greedy
        body = msgspec.json.encode(Question(answers=["s"], expected="s", variables=["s"]))
        print(checker._reply(body).outcome)
        """
    )

    assert (done.stdout, done.stderr) == ("undecided\n", "")


@posix
@pytest.mark.parametrize(("limits", "ending"), [("60, 0.3", 1), ("0.3, 60", -signal.SIGPROF)])
def test_a_question_that_hangs_in_c_ends_the_process(limits, ending):
    """The clock and the processor time end the process also while one long calculation holds the interpreter."""

    done = run(
        f"""
        import os
        from grader.symbolic import checker
        from grader.symbolic.wire import Question, frame

        reading, writing = os.pipe()
        os.dup2(reading, 0)
        os.write(writing, frame(Question(answers=["s"], expected="s", variables=["s"])))
        checker.answer_question = lambda question: pow(7, 10**9)
        checker.main({limits})
        """
    )

    assert done.returncode == ending
    assert done.stdout == "R"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_hostile_answers_stay_within_memory():
    """After answers that ask for numbers without end, the process has held far less than its limit."""

    for answer in ("9^9^9^9^9", "(9**9999)**9999", "exp(" * 90 + "s" + ")" * 90, "(1+s)^100000"):
        compare(answer, "s", ["s"])
    status = Path(f"/proc/{CHECKER._process.pid}/status").read_text(encoding="utf-8")
    held = next(line for line in status.splitlines() if line.startswith("VmHWM"))

    assert int(held.split()[1]) < (1 << 20)


def test_a_worn_process_is_replaced(checker):
    """A process in which sympy was stopped in the middle answers no further question."""

    slow = Question(answers=["log(x+exp(-exp(100))*x)"], expected="log(x)+sin(x)*exp(-exp(100))", variables=["x"])
    reply = checker.ask(slow)
    assert reply is None or reply.outcome == "undecided"  # None: on a busy machine it had to be killed
    assert checker.ask(QUESTION).outcome == "equal"


def test_sympy_stopped_by_the_timer_makes_the_process_worn(monkeypatch):
    """The reply says so, and the outcome is no word."""
    import msgspec

    from grader.symbolic import checker, proof

    monkeypatch.setattr(proof, "interrupted", True)
    reply = checker._reply(msgspec.json.encode(QUESTION))

    assert (reply.outcome, reply.worn) == ("equal", True)

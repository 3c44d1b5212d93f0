"""The checker's process: killed when it hangs, replaced, shared by threads, not by forks, and never left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from grader.symbolic import compare
from grader.symbolic.comparing import CHECKER
from grader.symbolic.process import Checker
from grader.symbolic.wire import Question

QUESTION = Question(answers=["s(1-s)"], expected="s-s^2", variables=["s"])
posix = pytest.mark.skipif(os.name != "posix", reason="signals and forks")


@pytest.fixture
def checker():
    """Give a checker of one's own, closed at the end."""
    own = Checker()
    yield own
    own.close()


def run(program, timeout=60):
    """Run a program in a new interpreter."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True, text=True, timeout=timeout, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip


def alive(pid):
    """Tell whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_importing_starts_nothing():
    """Importing the package starts no process and imports neither mpmath nor sympy."""

    done = run(
        """
        import sys
        import grader.symbolic
        from grader.symbolic.process import CHECKER
        assert CHECKER._process is None
        assert not {"sympy", "mpmath"} & set(sys.modules)
        """
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_same_process_answers_again(checker):
    """Two questions are answered by one process."""

    checker.ask(QUESTION)
    first = checker._process.pid
    checker.ask(QUESTION)

    assert checker._process.pid == first


@posix
def test_a_killed_process_is_replaced(checker):
    """A process that was killed between two questions is replaced without a word."""

    checker.ask(QUESTION)
    os.kill(checker._process.pid, signal.SIGKILL)
    checker._process.wait()

    assert checker.ask(QUESTION).outcome == "equal"


@posix
def test_a_stopped_process_is_killed(checker):
    """A process that does not answer is killed, and the answer is no verdict."""

    checker.ask(QUESTION)
    stuck = checker._process
    os.kill(stuck.pid, signal.SIGSTOP)

    assert checker.ask(QUESTION) is None
    assert stuck.returncode == -signal.SIGKILL
    assert checker.ask(QUESTION).outcome == "equal"


def test_closing_leaves_nothing(checker):
    """After closing the process is gone, and asking starts a new one."""

    checker.ask(QUESTION)
    process = checker._process
    checker.close()

    assert process.returncode is not None
    assert checker.ask(QUESTION).outcome == "equal"


@posix
@pytest.mark.parametrize(
    "ending", ["", "raise SystemExit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_nothing_is_left_when_the_program_ends(ending):
    """However the program ends, its checker ends too."""

    done = run(
        f"""
        from grader.symbolic import compare
        from grader.symbolic.comparing import CHECKER
        assert compare("s(1-s)", "s-s^2", ["s"]).outcome == "equal"
        print(CHECKER._process.pid, flush=True)
        {ending}
        """
    )

    pid = int(done.stdout)
    for _ in range(100):
        if not alive(pid):
            break
        threading.Event().wait(0.1)
    assert not alive(pid)


def test_threads_share_it():
    """Answers from several threads are not mixed up."""

    wrong = []

    def ask(number):
        for _ in range(10):
            if compare(f"{number}z", f"z*{number}", ["z"]).outcome != "equal":
                wrong.append(number)
            if compare(f"{number}z", f"z*{number + 1}", ["z"]).outcome != "different":
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@posix
def test_a_fork_gets_its_own():
    """A forked worker asks a process of its own, and the parent's goes on."""

    done = run(
        """
        import os
        from grader.symbolic import compare
        from grader.symbolic.comparing import CHECKER
        assert compare("s(1-s)", "s-s^2", ["s"]).outcome == "equal"
        mine = CHECKER._process.pid
        children = []
        for number in range(3):
            child = os.fork()
            if not child:
                good = all(compare(f"{n}s", f"s*{n}", ["s"]).outcome == "equal" for n in range(1, 20))
                good = good and CHECKER._process.pid != mine
                CHECKER.close()
                os._exit(0 if good else 1)
            children.append(child)
        assert all(compare(f"{n}s", f"s*{n}", ["s"]).outcome == "equal" for n in range(1, 20))
        assert CHECKER._process.pid == mine
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
        """
    )

    assert (done.returncode, done.stderr) == (0, "")


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


def test_sympy_is_not_imported_for_a_decision():
    """Reading, deciding and naming the mistake do without sympy."""
    from grader.symbolic.judging import answer_question

    program = """
        import sys
        from grader.symbolic.judging import answer_question
        from grader.symbolic.wire import Question
        for answer in ("s(1-s)", "s", "-s(1-s)", "s(1-"):
            answer_question(Question(answers=[answer], expected="s-s^2", variables=["s"]))
        assert "sympy" not in sys.modules
        """
    assert answer_question(QUESTION).outcome == "equal"
    done = run(program)
    assert (done.returncode, done.stderr) == (0, "")


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

"""The checker's process: killed when it hangs, replaced, shared by threads, not by forks, and never left behind."""

import os
import signal
import threading

import pytest
from new_interpreter import run

from grader.symbolic import compare
from grader.symbolic.wire import Question

QUESTION = Question(answers=["s(1-s)"], expected="s-s^2", variables=["s"])
posix = pytest.mark.skipif(os.name != "posix", reason="signals and forks")


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

"""Several processes at one gradebook, and processes that are killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from grader.record import open_gradebook

STUDENTS = 40

MAKER = """
import hashlib, sys
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from grader.model import Outcome, Result, Status, Submission, TestResult
from grader.record import open_gradebook

url, who = sys.argv[1], int(sys.argv[2])

def submission(student, content=b"x = 1"):
    return Submission(student=student, exercise="sgd", content=content, sha256=hashlib.sha256(content).hexdigest(),
                      submitted_at=datetime(2026, 10, 1, tzinfo=UTC))

def result(item, points=5):
    tests = (TestResult(id="t", title="T", hidden=True, outcome=Outcome.FAILED, points=Fraction(0),
                        max_points=Fraction(1), diagnosis="sign-flipped"),)
    return Result(student=item.student, exercise=item.exercise, sha256=item.sha256, submitted_at=item.submitted_at,
                  status=Status.GRADED, max_points=Decimal(10), points=Decimal(points), tests=tests,
                  exercise_version="v1", toolkit_version="0.1.0")
"""

# Everyone opens the same new gradebook, takes in the same class, and records the same results one by one, each
# beginning elsewhere; one class of their own each besides.
EVERYONE = (
    MAKER
    + """
shared = [submission(f"s{number:02}") for number in range(STUDENTS)]
own = [submission(f"p{who}-{number:02}") for number in range(STUDENTS)]
with open_gradebook(url) as gradebook:
    taken = gradebook.add_submissions("c", shared) + gradebook.add_submissions("c", own)
    turned = shared[who * 7 :] + shared[: who * 7]
    written = sum(gradebook.record("c", [result(item, who)]) for item in turned)
    written += gradebook.record("c", [result(item, who) for item in own])
    print(taken, written)
"""
)

# Records one student after another and says so, until it is killed.
VICTIM = (
    MAKER
    + """
with open_gradebook(url) as gradebook:
    for number in range(100_000):
        item = submission(f"s{number:06}")
        gradebook.add_submissions("c", [item])
        gradebook.record("c", [result(item)])
        print(number, flush=True)
"""
)


def run_program(program: str, url: str, who: int) -> subprocess.Popen:
    """Start a process on the gradebook."""
    text = program.replace("STUDENTS", str(STUDENTS))
    return subprocess.Popen([sys.executable, "-c", text, url, str(who)], stdout=subprocess.PIPE, text=True)


def test_four_processes_count_nothing_twice(url):
    """Four at once make one gradebook, take in one class once, and record each pair once."""
    processes = [run_program(EVERYONE, url, who) for who in range(4)]
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0]

    taken, written = zip(*(map(int, line.split()) for line in said), strict=True)
    assert (sum(taken), sum(written)) == (5 * STUDENTS, 5 * STUDENTS)
    with open_gradebook(url, create=False) as gradebook:
        results = gradebook.results("c")
        assert len(results) == 5 * STUDENTS
        assert gradebook.pending("c", {"sgd": "v1"}) == []
        assert [count.students for count in gradebook.diagnoses("c")] == [5 * STUDENTS]
        assert all(len(gradebook.history("c", f"s{number:02}", "sgd")) == 1 for number in range(STUDENTS))
        own = Counter(item.points for item in results if item.student.startswith("p"))
        assert set(own.values()) == {STUDENTS}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 3, 8])
def test_killed_in_the_middle(url, after):
    """What a killed process had recorded is there, and the next one opens and goes on."""
    victim = run_program(VICTIM, url, 0)
    said = [int(victim.stdout.readline()) for _ in range(after + 1)]
    time.sleep(0.003 * after)  # so that the kills fall at different places
    victim.send_signal(signal.SIGKILL)
    said += [int(line) for line in victim.stdout if line.endswith("\n")]
    victim.wait()
    victim.stdout.close()

    with open_gradebook(url, create=False) as gradebook:
        results = {item.student: item for item in gradebook.results("c")}
        assert {f"s{number:06}" for number in said} <= set(results)
        assert all(len(item.tests) == 1 and item.points == 5 for item in results.values())
        assert len(gradebook.students("c")) - len(results) in (0, 1)
        assert len(gradebook.pending("c", {"sgd": "v1"})) == len(gradebook.students("c")) - len(results)
    again = run_program(EVERYONE, url, 1)
    assert again.communicate(timeout=120)[0].split() == [str(2 * STUDENTS)] * 2

"""What is said when time runs out: of a loop, and of code that waits."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import StudentTimeout
from grader.execute import deadline as deadline_module
from grader.execute.deadline import Deadline
from grader.model import Limits


@pytest.mark.parametrize(
    ("kind", "used", "words"),
    [
        ("cpu", 5.0, "computed for more than 5 s in `f`; does a loop never end?"),
        ("wall", 0.1, "no answer within 10 s in `f`; does it wait or sleep?"),
        ("wall", None, "no answer within 10 s in `f`; does it wait or sleep?"),
        ("wall", 4.0, "no answer within 10 s in `f`; does a loop never end?"),
    ],
)
def test_who_computes_is_not_asked_whether_it_sleeps(kind, used, words):
    """A loop that a busy machine gives little of its time is a loop all the same."""
    times = iter([0.0, used])
    deadline = Deadline(Limits(cpu_seconds=5, wall_seconds=10), lambda: next(times), "in `f`")

    assert deadline.timeout(kind).sentence.endswith(words)


def test_waiting_for_a_processor_is_given_back():
    """As much as the child has waited, and no more."""
    waited = iter([0.2, 0.5, 0.5])
    deadline = Deadline(Limits(wall_seconds=0.2), lambda: 0.0, "", lambda: next(waited))

    time.sleep(0.21)
    assert 0.1 < deadline.wait() <= 0.2
    time.sleep(0.25)
    assert 0.1 < deadline.wait() <= 0.3
    time.sleep(0.35)
    with pytest.raises(StudentTimeout, match="no answer within"):
        deadline.wait()


def test_a_busy_machine_does_not_put_off_the_end_for_ever():
    """Who waits all the time has three times the limit more."""
    deadline = Deadline(Limits(wall_seconds=0.1), lambda: 0.0, "", lambda: 1000.0)

    time.sleep(0.11)
    assert deadline.wait() <= 0.3
    time.sleep(0.35)
    with pytest.raises(StudentTimeout):
        deadline.wait()


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel does not tell how long one waits")
def test_an_answer_is_not_late_because_others_had_the_processor(confined, monkeypatch):
    """Two thirds of a processor are taken: what needs a second takes three on the clock, where 1.5 are allowed."""
    monkeypatch.setattr(deadline_module, "MOST_WAITING", 100.0)
    session = confined(
        "import time\n\ndef f():\n    while time.process_time() < 1:\n        pass\n    return 'done'\n",
        cpu_seconds=20,
        wall_seconds=1.5,
    )
    _ = session.module.f
    one = min(os.sched_getaffinity(0))
    os.sched_setaffinity(session._exchange._child._pid, {one})
    busy = f"import os\nos.sched_setaffinity(0, {{{one}}})\nprint(flush=True)\nwhile True: pass"
    others = [subprocess.Popen([sys.executable, "-c", busy], stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for other in others:
            other.stdout.readline()
        assert session.module.f() == "done"
    finally:
        for other in others:
            other.kill()
            other.communicate()

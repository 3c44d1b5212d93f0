"""One zygote for several processes: each has a twin of it, and is none the worse where there is none."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("there is a sandbox on Linux only", allow_module_level=True)

from grader.execute import open_zygote
from grader.execute.keeper import Zygote
from grader.model import Limits, Submission

WHEN = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture
def origin():
    """Give a zygote that has begun, and is there for twins."""
    zygote = Zygote()
    zygote.begin()
    yield zygote
    zygote.close()


def parent_of(pid):
    """Give the parent's number."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def gone(pid):
    """Tell whether a process has ended, or does soon."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def answer(zygote):
    """Have a student's function called; gives its answer, and the numbers of the child and of the child's zygote."""
    content = b"def f(x):\n    return x + 1\n"
    digest = hashlib.sha256(content).hexdigest()
    submission = Submission(student="ada", exercise="it", content=content, sha256=digest, submitted_at=WHEN)
    with zygote.open(submission, Limits()) as session:
        session.start_test(1)
        value = session.module.f(2)
        child = session._exchange._child._pid
        return value, child, parent_of(child)


def test_a_twin_does_what_a_zygote_does(origin):
    """Two of one origin: each with its own children."""
    shared = origin.share()
    with open_zygote(shared.dup()) as ada, open_zygote(shared.dup()) as bob:
        pids = set()
        for zygote in (ada, bob, ada):
            value, _, pid = answer(zygote)
            assert value == 3
            assert parent_of(pid) == origin._process.pid
            pids.add(pid)
        assert len(pids) == 2
    assert all(map(gone, pids))


def test_a_twin_ends_with_its_origin_and_another_is_started(origin):
    """The next child comes from a zygote of its own."""
    with open_zygote(origin.share().dup()) as zygote:
        _, child, twin = answer(zygote)
        os.kill(origin._process.pid, signal.SIGKILL)
        assert gone(twin)
        assert gone(child)

        value, _, own = answer(zygote)
        assert value == 3
        assert parent_of(own) == os.getpid()


def test_a_twin_that_is_killed_is_replaced(origin):
    """And its origin serves others as before."""
    shared = origin.share()
    with open_zygote(shared.dup()) as zygote:
        twin = answer(zygote)[2]
        os.kill(twin, signal.SIGKILL)
        assert gone(twin)
        assert answer(zygote)[0] == 3
        with open_zygote(shared.dup()) as other:
            assert parent_of(answer(other)[2]) == origin._process.pid


def test_where_no_origin_is_left_one_is_started(origin):
    """Ended before it was asked, or while it was getting ready."""
    shared = origin.share().dup()
    late = shared.dup()
    origin._process.kill()
    with open_zygote(shared) as zygote:
        assert answer(zygote)[0] == 3
    origin._process.wait()
    with open_zygote(late) as zygote:
        assert answer(zygote)[0] == 3


LOOPS = """
import hashlib, os, socket, sys, threading, time
from datetime import UTC, datetime
from grader.execute import open_zygote
from grader.model import Limits, Submission

def kill_when_it_loops():
    while session._exchange._child is None:
        time.sleep(0.01)
    child = session._exchange._child._pid
    while time.clock_gettime((~child << 3) | 2) < 0.2:
        time.sleep(0.01)
    twin = open(f"/proc/{child}/stat").read().rpartition(")")[2].split()[1]
    print(child, twin, flush=True)
    os.kill(os.getpid(), 9)

content = b"def f(x):\\n    while True:\\n        x += 1\\n"
submission = Submission(
    student="mallory", exercise="it", content=content, sha256=hashlib.sha256(content).hexdigest(),
    submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
)
zygote = open_zygote(socket.socket(fileno=int(sys.argv[1])))
session = zygote.open(submission, Limits(cpu_seconds=300, wall_seconds=300))
session.start_test(1)
threading.Thread(target=kill_when_it_loops, daemon=True).start()
session.module.f(1)
"""


def test_a_loop_ends_with_the_worker_that_waits_for_it(origin):
    """A worker that is killed leaves no student's code running, though the origin of its sandbox lives on."""
    shared = origin.share()
    done = subprocess.run(
        [sys.executable, "-c", LOOPS, str(shared.fileno())],
        pass_fds=[shared.fileno()], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    child, twin = map(int, done.stdout.split())

    assert done.returncode == -signal.SIGKILL
    assert gone(child)
    assert gone(twin)
    assert origin.runs()


WORKERS = """
import time
from pathlib import Path
from grader.execute import sandbox
from grader.in_worker import worker_sandbox
from grader.pipeline import start_workers

def ask(_):
    zygote = worker_sandbox()
    twin = int(next(line.split()[1] for line in open(f"/proc/self/fdinfo/{zygote._pidfd}") if line.startswith("Pid:")))
    time.sleep(0.2)  # so that the other worker has some of the work
    return twin, int(Path(f"/proc/{twin}/stat").read_text().rpartition(")")[2].split()[1])

if __name__ == "__main__":
    with start_workers(2) as pool:
        told = list(pool.map(ask, range(6)))
    origin = sandbox._origins[0]._process.pid
    print(len({twin for twin, _ in told}), {parent for _, parent in told} == {origin}, origin)
"""


def test_workers_have_twins_and_leave_nothing(tmp_path):
    """Each its own, of one origin that ends with the program."""
    program = tmp_path / "program.py"
    program.write_text(WORKERS)

    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    twins, of_one, pid = done.stdout.split()
    assert (twins, of_one) == ("2", "True")
    assert gone(int(pid))

"""Workers: forked from a server, with one thread of BLAS, deaf to Ctrl-C, gone with who gave them work."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ASKED = """
import atexit, os, signal, sys
from grader.workers import local_pool, start_server

def tell(_):
    return os.getpid(), os.getppid(), os.environ.get("OPENBLAS_NUM_THREADS"), signal.getsignal(signal.SIGINT)

def note_at_end(path):
    atexit.register(lambda: open(path, "w").write("ended"))

def wait(path):
    open(path, "w").write(str(os.getpid()))
    import time
    time.sleep(60)

def die_while_writing(size):
    write = os.write
    def write_and_die(*words):
        write(*words)
        os.kill(os.getpid(), signal.SIGKILL)
    from multiprocessing.connection import Connection
    Connection._send = lambda self, data: write_and_die(self._handle, data)
    os.write = write_and_die
    return bytes(size)

def look(_):
    import gc
    return sorted(sys.modules), gc.get_freeze_count() > 50_000, gc.isenabled()

def judge(course):
    from datetime import datetime, timezone
    from grader.alike import First
    from grader.in_worker import judge_in_worker
    from grader.model import Submission
    exercise = next(exercise for exercise in course.exercises if exercise.kind == "code")
    when = datetime(2026, 1, 1, tzinfo=timezone.utc)
    ones = [First(Submission(
        student="ada", exercise=exercise.id, content=exercise.reference.read_bytes(), sha256="", submitted_at=when
    ), for_others=False)]
    return [str(result.status) for result in judge_in_worker(course, ones)]
"""
ROOT = Path(__file__).resolve().parents[1]


def run(body, tmp_path, **environment):
    """Run a program that asks workers for something; give the process."""
    program = tmp_path / "program.py"
    program.write_text(f"{ASKED}\nif __name__ == '__main__':\n{textwrap.indent(textwrap.dedent(body), '    ')}\n")
    return subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip


def finished(process):
    """Wait for the program, and give what it printed."""
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    return out.split()


def test_workers_are_forked_from_one_server(tmp_path):
    """Two workers have one parent, which is not the program; each has one thread of BLAS and ignores Ctrl-C."""
    body = """
    with local_pool(2) as pool:
        told = [pool.submit(tell, n).result() for n in range(4)]
    for pid, parent, threads, interrupt in told:
        print(parent != os.getpid(), threads, interrupt == signal.SIG_IGN)
    print(len({parent for _, parent, _, _ in told}), "OPENBLAS_NUM_THREADS" in os.environ)
    """
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert "OPENBLAS_NUM_THREADS" not in environment

    assert finished(run(body, tmp_path)) == ["True", "1", "True"] * 4 + ["1", "False"]


def test_workers_are_born_with_all_that_judging_imports(tmp_path):
    """It is imported once, by their server; their garbage collections, which are Python's, never look at it."""
    body = f"""
    from pathlib import Path
    from grader.course_file import load_course
    with local_pool(1) as pool:
        before, frozen, collects = pool.submit(look, None).result()
        status = pool.submit(judge, load_course(Path({str(ROOT)!r}))).result()
        after, *_ = pool.submit(look, None).result()
    new = [name for name in after if name not in before and name.split(".")[0] in ("grader", "numpy")]
    print(frozen, collects, *status, *new)
    """

    assert finished(run(body, tmp_path)) == ["True", "True", "graded"]


def test_worker_that_is_killed_while_it_hands_over_a_result_leaves_nobody_waiting(tmp_path):
    """Its result is there or it is not; half of it would never end."""
    body = """
    for size in (10, 20_000, 900_000):
        with local_pool(2) as pool:
            print(len(pool.submit(die_while_writing, size).result(timeout=50)))
    """

    assert finished(run(body, tmp_path)) == ["10", "20000", "900000"]


def test_where_no_server_can_be_there_are_workers_all_the_same(tmp_path):
    """The socket of the server would lie in TMPDIR, and its path must be short."""
    long = tmp_path / ("long" * 30)
    long.mkdir()
    body = """
    print(start_server())
    with local_pool(1) as pool:
        _, parent, _, interrupt = pool.submit(tell, 0).result()
    print(parent == os.getpid(), interrupt == signal.SIG_IGN)
    """

    assert finished(run(body, tmp_path, TMPDIR=str(long))) == ["False", "True", "True"]


def test_a_worker_does_at_its_end_what_it_was_told(tmp_path):
    """What `atexit` holds is done, so that a worker waits for the processes that it started."""
    body = """
    with local_pool(1) as pool:
        pool.submit(note_at_end, sys.argv[0] + ".end").result()
    """
    finished(run(body, tmp_path))

    assert (tmp_path / "program.py.end").read_text() == "ended"


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_who_gave_them_work(tmp_path, stop):
    """However that ended, and in the middle of whatever they do."""
    path = tmp_path / "pid"
    process = run(f"local_pool(1).submit(wait, {str(path)!r}).result()", tmp_path)
    while not (path.exists() and path.read_text()):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    worker = Path("/proc") / path.read_text()
    assert worker.exists()

    process.send_signal(stop)
    process.communicate(timeout=60)
    for _ in range(200):
        if not worker.exists():
            break
        time.sleep(0.05)

    assert not worker.exists()


def test_folder_in_which_one_grades_is_not_imported_from(tmp_path):
    """A student's random.py or msgspec.py where the command is typed is imported by no worker, nor by their server."""
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for name in ("random", "numpy", "msgspec", "pytest", "tempfile", "grader"):
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'a').write({name!r})\n")
    body = f"""
    import sys
    os.chdir({str(folder)!r})
    with local_pool(2) as pool:
        print({{pool.submit(tell, n).result()[1] != os.getpid() for n in range(3)}}, "PYTHONSAFEPATH" in os.environ)
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    assert environment == dict(os.environ)

    assert finished(run(body, tmp_path)) == ["{True}", "False"]
    assert not (tmp_path / "imported").exists()

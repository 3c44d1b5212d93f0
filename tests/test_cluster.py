"""A Dask cluster does what this machine's workers do: real scheduler, real workers, real sandbox."""

import hashlib
import multiprocessing
import os
import signal
import sys
from concurrent.futures import BrokenExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from squares import square_or_die

from grader.cli import main
from grader.cluster import Cluster
from grader.course_file import load_course
from grader.dispatch import Dispatch
from grader.errors import UsageError
from grader.model import Status, Submission
from grader.pipeline import judge_submissions, start_workers
from grader.workers import local_pool

if sys.platform != "linux":
    pytest.skip("classes are graded on Linux only", allow_module_level=True)


@pytest.fixture(scope="module", autouse=True)
def environment():
    """Take back what Dask sets for workers that are started here, and leaves set."""
    before = dict(os.environ)
    yield
    for name in set(os.environ) - set(before):
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="module")
def address(environment):
    """Give the address of a scheduler with two workers, each of one thread, that a nanny looks after."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def cluster(address):
    """Give a connection to it."""
    joined = Cluster(address, local_pool)
    yield joined
    joined.shutdown()


def parent_of(pid):
    """Give the number of a process's parent."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def where():
    """Give this process, the Dask worker above its server, and whether it is one that may have children."""
    return os.getpid(), parent_of(os.getppid()), multiprocessing.current_process().daemon


def kill_dask_worker():
    """Take the Dask worker along."""
    os.kill(parent_of(os.getppid()), signal.SIGKILL)


def test_work_is_done_below_the_clusters_workers(cluster):
    """In processes of our own, one for each of its threads, however often it is asked."""
    told = [cluster.submit(where).result(60) for _ in range(4)] + [
        future.result(60) for future in [cluster.submit(where) for _ in range(8)]
    ]

    assert cluster.places == 2
    assert os.getpid() not in {pid for one in told for pid in one[:2]}
    assert len({dask for _, dask, _ in told}) == len({pid for pid, _, _ in told}) <= 2
    assert not any(daemon for _, _, daemon in told)


def test_who_kills_its_process_harms_nobody_else(address):
    """The culprit alone is given up, what raises is named, and everything else is done."""
    made = []

    def join(_):
        made.append(Cluster(address, local_pool))
        return made[-1]

    dispatch = Dispatch(join, square_or_die, lambda item, reason: (item, reason), 2)
    outcomes = [one for batch in dispatch.run([(1, 2), (3, 13, 4), (7,), (5,)]) for one in batch]

    given_up = {one[0]: one[1] for one in outcomes if isinstance(one, tuple)}
    assert sorted(one for one in outcomes if not isinstance(one, tuple)) == [1, 4, 9, 16, 25]
    assert sorted(given_up) == [7, 13]
    assert given_up[7] == "ValueError: seven"
    assert "died" in given_up[13]
    assert len(made) > 1


def test_a_dask_worker_that_dies_broke_the_executor(cluster):
    """The nanny starts another, and work that comes later is done."""
    with pytest.raises(BrokenExecutor, match="died"):
        cluster.submit(kill_dask_worker).result(120)

    assert cluster.submit(square_or_die, (2,)).result(60) == [4]


@pytest.fixture
def course(tmp_path):
    """Write a small course and what three students handed in."""
    files = {
        "course.yaml": "id: small\ntitle: Small\nunits:\n  - id: unit\n    title: Unit\n    exercises:\n"
        "      - {id: double, title: Double, kind: code, points: 10}\n",
        "exercises/double/double.py": "def double(x):\n    raise NotImplementedError\n",
        "exercises/double/test_double.py": "def test_one(student):\n    assert student.double(1) == 2\n",
        "solutions/double/double.py": "def double(x):\n    return 2 * x\n",
        "solutions/double/test_hidden.py": "def test_more(student, reference):\n"
        "    assert student.double(3) == reference.double(3)\n",
        "class/ada/double.py": "def double(x):\n    return x + x\n",
        "class/bob/double.py": "def double(x):\n    return x + 1\n",
        "class/eve/double.py": "import os\n\ndef double(x):\n    os.kill(os.getppid(), 9)\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run(*words):
    """Run a command; gives its exit code and what it printed."""
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    return done.exit_code, done.output


def test_the_same_grades(course, address):
    """`collect` and `grade` on the cluster give what they give here."""
    results = {}
    for name, words in {"here": [], "there": ["--cluster", address]}.items():
        book = f"sqlite:///{course / name}.db"
        code, output = run("collect", course / "class", "--course", course, "--gradebook", book, *words)
        assert (code, "Graded 3 of 3." in output) == (0, True), output
        code, output = run("grade", "--all", "--yes", "--course", course, "--gradebook", book, *words)
        assert code == 0, output
        assert "Grading again" in output
        results[name] = run("export", "csv", "--course", course, "--gradebook", book)

    assert results["here"] == results["there"]
    assert [line.split(",")[:2] for line in results["here"][1].splitlines()[1:4]] == [
        ["ada", "10.00"], ["bob", "5.00"], ["eve", "0.00"],
    ]  # fmt: skip


def test_an_address_at_which_nobody_answers(course, monkeypatch):
    """Is said in a sentence, and nothing is taken in."""
    monkeypatch.setattr("grader.cluster._CONNECT_SECONDS", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        code, output = run("collect", course / "class", "--course", course, "--cluster", address)
        assert code == 2
        assert f"no Dask scheduler answers at {address}" in output
    assert not (course / "gradebook.db").exists()


def test_a_cluster_without_workers(course):
    """As above: nobody would wait for ever."""
    with LocalCluster(n_workers=0, dashboard_address=":0", host="127.0.0.1") as empty:
        address = empty.scheduler_address
        code, output = run("collect", course / "class", "--course", course, "--cluster", address)
    assert (code, f"the cluster at {address} has no workers" in output) == (2, True), output


def test_without_dask(monkeypatch):
    """Says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"grader\[cluster\]"):
        Cluster("tcp://127.0.0.1:9", start_workers)


def test_a_machine_with_other_tests_grades_nothing(course):
    """Where the files of an exercise are not those of the version that is asked for, its result would be another's."""
    loaded = load_course(course)
    content = b"def double(x):\n    return 2 * x\n"
    handed_in = Submission(
        student="ada",
        exercise="double",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    assert loaded.versions["double"]
    (course / "solutions/double/test_hidden.py").write_text("def test_more(student):\n    assert False\n")

    (before,) = [one for some in judge_submissions(loaded, [handed_in], 1) for one in some]
    (after,) = [one for some in judge_submissions(load_course(course), [handed_in], 1) for one in some]

    assert before.status is Status.ERROR
    assert "are not those of the version" in before.message
    assert (after.status, float(after.points)) == (Status.GRADED, 5.0)

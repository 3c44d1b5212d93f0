"""Processes that die, disks and databases that fail, collects that meet: nothing graded is lost or counted twice."""

import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from classroom import Classroom

STUDENTS = 45  # of two exercises: several batches for each of two workers


@pytest.fixture(scope="session")
def calm_run(tmp_path_factory):
    """Give what a run that nothing disturbs gives, once for all."""
    room = Classroom(tmp_path_factory.mktemp("calm"))
    room.fill(STUDENTS)
    room.collect("--jobs", "2")
    return room.results()


@pytest.fixture
def calm(classroom, calm_run):
    """Have the class hand in, and give what a run that nothing disturbs gives."""
    classroom.fill(STUDENTS)
    return calm_run


def descendants(pid):
    """Give (pid, parent, command line) of everything that a process started, and what that started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, IndexError):
            continue
        found.append((int(path.name), parent, words))
    family = {pid}
    while True:
        more = {child for child, parent, _ in found if parent in family} - family
        if not more:
            return [row for row in found if row[0] in family and row[0] != pid]
        family |= more


def finish(process):
    """Wait for a command and give its exit code and what it said."""
    out, err = process.communicate(timeout=300)
    assert "Traceback" not in err, err
    return process.returncode, out, err


VICTIMS = {
    "the server that workers are forked from": lambda words, is_first: (
        "multiprocessing.forkserver" in words and is_first
    ),
    "a worker": lambda words, is_first: "multiprocessing.forkserver" in words and not is_first,
    "a zygote": lambda words, is_first: "grader.execute.zygote" in words,
}


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_killed_process_costs_nobody_a_grade(classroom, calm, victim):
    """A worker's batch is graded anew; what was in a killed zygote's child is graded now or by the next collect."""
    process = classroom.start()
    killed = 0
    for _ in range(3):
        for pid, parent, words in descendants(process.pid):
            if VICTIMS[victim](words, parent == process.pid):
                os.kill(pid, signal.SIGKILL)
                killed += 1
                break
        time.sleep(0.3)
    code, _, _ = finish(process)

    assert killed
    rows = classroom.results()
    failed = [row for row in rows.values() if row["status"] == "error"]
    assert all(row["points"] is None for row in failed)
    assert code == (1 if failed else 0)
    classroom.collect()
    assert classroom.results() == calm


def test_a_full_disk_is_told_and_keeps_what_was_recorded(classroom, calm, tmp_path):
    """The command ends with 2 and a sentence; with room again, the next collect goes on.

    SQLite is told that its file may have 38 pages: it fails as it does on a full disk, which a test cannot fill.
    """
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "sitecustomize.py").write_text(
        "import sqlite3\n"
        "connect = sqlite3.connect\n"
        "def small(*words, **options):\n"
        "    connection = connect(*words, **options)\n"
        "    connection.execute('PRAGMA max_page_count = 38')\n"
        "    return connection\n"
        "sqlite3.connect = sqlite3.dbapi2.connect = small\n"
    )
    done = classroom.collect("--jobs", "2", expect=2, env={**os.environ, "PYTHONPATH": str(tmp_path / "small")})

    assert "gradebook.db cannot be written: the disk is full; nothing recorded before is lost" in done.stderr
    assert "Grading:" in done.stderr
    again = classroom.collect()
    assert "none of them new" in again.stdout
    assert f"Graded {2 * STUDENTS}" not in again.stdout
    assert classroom.results() == calm


def test_a_gradebook_that_is_deleted_in_the_middle_is_told(classroom, calm):
    """Nothing is written where nobody would find it; put back, the next collect goes on."""
    process = classroom.start()
    path = Path(classroom.url.removeprefix("sqlite:///"))
    kept = path.with_name("kept.db")
    for suffix in ("", "-wal", "-shm"):
        shutil.move(f"{path}{suffix}", f"{kept}{suffix}")
    code, _, err = finish(process)

    assert (code, path.exists()) == (2, False)
    assert "was moved, deleted or replaced while it was in use" in err
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{kept}{suffix}").exists():
            shutil.move(f"{kept}{suffix}", f"{path}{suffix}")
    before = sqlite3.connect(path).execute("SELECT count(*) FROM result").fetchone()[0]
    assert before > 0
    classroom.collect()
    assert classroom.results() == calm


def test_a_gradebook_that_another_program_locks_is_waited_for(classroom, calm):
    """A writer that holds it for a while, a backup for instance, costs that while and nothing else."""
    process = classroom.start()
    other = sqlite3.connect(classroom.url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(3)
    other.execute("COMMIT")
    other.close()

    assert finish(process)[0] == 0
    assert classroom.results() == calm


def test_a_gradebook_that_cannot_be_written_is_told(classroom, calm):
    """Read-only: exit 2, a sentence, and what is in it can still be read."""
    classroom.collect()
    classroom.hand_in("new")
    path = classroom.url.removeprefix("sqlite:///")
    sqlite3.connect(path).execute("PRAGMA journal_mode=DELETE")  # or its log, too, would have to be written
    url = f"sqlite:///file:{path}?mode=ro&uri=true"

    done = classroom.collect(expect=2, url=url)
    assert "read-only" in done.stderr
    assert classroom.results(url) == calm
    done = classroom.run("adjust", "s000", "twice", "--add=1", "--reason=x", expect=2, url=url)
    assert "read-only" in done.stderr


def test_a_server_that_drops_everybody_is_reached_again(classroom, calm, postgres_url):
    """Connections that end between two batches are made anew; in the middle of one the command ends with 2."""
    process = classroom.start(url=postgres_url)
    server = sa.create_engine(os.environ["GRADER_TEST_POSTGRES_URL"], isolation_level="AUTOCOMMIT")
    drop = sa.text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :own"
    ).bindparams(own=sa.make_url(postgres_url).query["application_name"])
    dropped = 0
    for _ in range(3):
        with server.connect() as connection:
            dropped += connection.scalar(drop)
        time.sleep(0.3)
    server.dispose()

    code, _, err = finish(process)
    assert dropped
    assert code == 0 or (code == 2 and "the gradebook postgresql" in err)
    classroom.collect(url=postgres_url)
    assert classroom.results(postgres_url) == calm


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_four_collects_at_once_count_nothing_twice(classroom, calm, database, request):
    """Each ends with 0, each submission has one result, and they are those of a calm run."""
    url = classroom.url if database == "sqlite" else request.getfixturevalue("postgres_url")
    command = classroom.command("collect", classroom.submissions, "--jobs", "1", url=url)
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ends = [None] * 4
    waiters = [
        threading.Thread(target=lambda place=place: ends.__setitem__(place, finish(processes[place])))
        for place in range(4)
    ]
    for waiter in waiters:
        waiter.start()
    for waiter in waiters:
        waiter.join()

    assert [code for code, _, _ in ends] == [0] * 4
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        count, pairs = connection.execute(sa.text("SELECT count(*), count(DISTINCT submission_id) FROM result")).one()
        assert (count, pairs) == (2 * STUDENTS, 2 * STUDENTS)
        assert connection.scalar(sa.text("SELECT count(*) FROM submission")) == 2 * STUDENTS
    engine.dispose()
    assert classroom.results(url) == calm


def test_a_clock_that_jumps_changes_no_grade(classroom, calm, tmp_path):
    """With a clock of the machine that goes back and forth by years, grades, order and progress are the same."""
    (tmp_path / "jump").mkdir()
    (tmp_path / "jump" / "sitecustomize.py").write_text(
        "import itertools, time\n"
        "real, count = time.time, itertools.count()\n"
        "time.time = lambda: real() + (-1) ** next(count) * 10 ** 8\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "jump")}

    classroom.collect("--jobs", "2", env=environment)
    assert "none of them new" in classroom.collect(env=environment).stdout
    assert classroom.results() == calm

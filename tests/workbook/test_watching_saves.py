"""grader check --watch: every way of saving gives one verdict of what was saved, and nothing is left at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

RIGHT = "def f(x):\n    return 2 * x\n"
WRONG = "def f(x):\n    return x\n"
HANGS = "while True:\n    pass\n"
PATIENCE = 60.0  # of a busy machine; nothing here measures time


class Watching:
    """`grader check --watch` in a process of its own, and the lines that it has printed."""

    def __init__(self, root: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "check", *words],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self._came = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._came:
                self.lines.append(line.rstrip("\n"))
                self._came.notify()

    def wait_for(self, text: str, since: int = 0) -> int:
        """Wait for a line with that text from line `since` on; give the number of the line after it."""
        found: list[int] = []

        def look() -> bool:
            found[:] = [number for number, line in enumerate(self.lines) if number >= since and text in line]
            return bool(found)

        with self._came:
            assert self._came.wait_for(look, PATIENCE), f"no {text!r} in {self.lines[since:]}"
        return found[0] + 1

    def verdict(self, text: str, since: int) -> int:
        """Wait for a verdict with that text, to its end."""
        return self.wait_for("Ctrl-C ends", self.wait_for(text, since))

    def children(self) -> list[int]:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
        found, new = set(), {self.process.pid}
        while new := {pid for pid, parent in rows if parent in new} - found:
            found |= new
        return sorted(found)

    def end(self) -> int:
        """Press Ctrl-C."""
        os.killpg(self.process.pid, signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.close()
        return code

    def close(self) -> None:
        self._reader.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def watching(desk):
    """Give a function that starts watching; ended afterwards whatever happens."""
    started: list[Watching] = []

    def start(*words: str) -> Watching:
        started.append(Watching(desk.root, *words))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()
        one.close()


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def emptied_first(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.flush()
        time.sleep(0.05)
        file.write(text)


def renamed_over(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.swp")
    partial.write_text(text)
    partial.replace(path)


def moved_to_a_backup(path: Path, text: str) -> None:
    backup = path.with_name(path.name + "~")
    path.replace(backup)
    path.write_text(text)
    backup.unlink()


def deleted_and_written(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


def many_times(path: Path, text: str) -> None:
    for number in range(5):
        path.write_text(WRONG + f"# {number}\n")
        time.sleep(0.01)
    path.write_text(text)


WAYS = [in_place, emptied_first, renamed_over, moved_to_a_backup, deleted_and_written, many_times]


def test_every_way_of_saving_gives_the_verdict_of_what_was_saved(desk, watching):
    """In place, emptied first, by renaming, through a backup, deleted and written anew, many times at once."""
    path = desk.path("double_it")
    watch = watching("double_it", "--watch")
    line = watch.verdict("not written yet", 0)

    for save in WAYS:
        save(path, RIGHT)
        line = watch.verdict("2 of 2 points", line)
        save(path, WRONG)
        line = watch.verdict("0 of 2 points", line)

    assert not any("there is no file" in text or "is empty" in text for text in watch.lines)


def test_only_what_was_saved_is_checked(desk, watching):
    """With all exercises watched, a save is answered with that exercise alone, and a save without a change by none."""
    os.utime(desk.path("double_it"), (time.time() + 60,) * 2)
    watch = watching("--watch")
    line = watch.verdict("double_it", 0)

    desk.path("halve_it").write_text("def f(x):\n    return x / 2\n")
    line = watch.verdict("halve_it", line)
    os.utime(desk.path("double_it"))
    desk.path("double_it").write_text(RIGHT)
    watch.verdict("double_it", line)

    assert sum("Ctrl-C ends" in text for text in watch.lines) == 3
    assert not any("own_numbers" in text for text in watch.lines[line:])


def test_a_file_that_goes_and_comes_back(desk, watching):
    """Gone is told, back is checked."""
    path = desk.path("double_it")
    watch = watching("double_it", "--watch")
    line = watch.verdict("not written yet", 0)

    path.unlink()
    line = watch.verdict("there is no file", line)
    path.write_text(RIGHT)
    line = watch.verdict("2 of 2 points", line)
    folder = path.parent
    folder.rename(folder.with_name("away"))
    line = watch.verdict("there is no file", line)
    folder.with_name("away").rename(folder)
    line = watch.verdict("2 of 2 points", line)
    path.write_text(WRONG)

    watch.verdict("0 of 2 points", line)


def test_changed_tests_and_a_changed_course_count_too(desk, watching):
    """A new visible test and a new title are shown; a course that cannot be read is told, and the old one goes on."""
    desk.path("double_it").write_text(RIGHT)
    watch = watching("double_it", "--watch")
    line = watch.verdict("2 of 2 points", 0)
    tests, course = desk.path("double_it", "test_double_it.py"), desk.root / "course.yaml"
    text = course.read_text()

    tests.write_text(tests.read_text().replace("== 2 * 2", "== 5"))
    line = watch.verdict("1 of 2 points", line)
    course.write_text(text.replace("title: Twice", "titel: Twice"))
    line = watch.wait_for("going on with the course as it was", line)
    assert any("an unknown key" in shown for shown in watch.lines)
    course.write_text(text.replace("title: Twice", "title: Two times"))

    watch.verdict("Two times", line)


def test_what_python_cannot_read_is_told_and_mended(desk, watching):
    """A syntax error is a verdict like others."""
    path = desk.path("double_it")
    path.write_text("def f(x:\n")
    watch = watching("double_it", "--watch")
    line = watch.verdict("No test could run", 0)

    path.write_text(RIGHT)

    watch.verdict("2 of 2 points", line)


@pytest.mark.skipif(sys.platform == "win32", reason="a check that hangs ends by its time limit there")
def test_a_save_breaks_off_a_check_that_hangs(desk, watching):
    """What hangs gets no verdict once it is mended, also where that happens again and again."""
    path = desk.path("double_it")
    (desk.root / "course.yaml").write_text(
        (desk.root / "course.yaml").read_text().replace("points: 10}", "points: 10, limits: {cpu_seconds: 60}}")
    )
    path.write_text(RIGHT)
    watch = watching("double_it", "--watch")
    line = watch.verdict("2 of 2 points", 0)

    for number in range(3):
        path.write_text(HANGS)
        time.sleep(0.6)
        path.write_text(RIGHT + f"# {number}\n")
        line = watch.verdict("2 of 2 points", line)

    assert not any("too long" in text for text in watch.lines)


@pytest.mark.parametrize("text", [RIGHT, HANGS], ids=["idle", "checking"])
def test_ctrl_c_leaves_nothing(desk, watching, text):
    """Whether it waits or checks: exit code 0, no process, no file but the memory of the checks."""
    desk.path("double_it").write_text(RIGHT)
    watch = watching("double_it", "--watch")
    watch.verdict("2 of 2 points", 0)
    desk.path("double_it").write_text(text)
    time.sleep(0.5)
    children = watch.children()

    code = watch.end()

    assert code == 0, watch.lines
    assert watch.lines[-1] == "Stopped watching."
    assert children
    assert not [pid for pid in children if _alive(pid)]
    assert sorted(path.name for path in desk.root.iterdir()) == [".grader", "course.yaml", "exercises"]
    assert not [path for path in desk.root.rglob("*") if "pycache" in path.name or ".partial" in path.name]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_verdicts_for_programs_are_one_line_each(desk, watching):
    """With --json, each verdict is a line of its own with the facts of `check --json`."""
    watch = watching("double_it", "--watch", "--json")
    line = watch.wait_for('"results"')
    desk.path("double_it").write_text(RIGHT)
    end = watch.wait_for('"results"', line)

    first, last = json.loads(watch.lines[line - 1]), json.loads(watch.lines[end - 1])
    assert [test["outcome"] for test in first["results"][0]["tests"]] == ["failed", "failed"]
    assert [test["outcome"] for test in last["results"][0]["tests"]] == ["passed", "passed"]
    assert watch.end() == 0


def test_a_wrong_name_ends_at_once(desk):
    """What cannot be watched is told before anything is watched."""
    done = desk.run("check", "dubble_it", "--watch", expect=2)

    assert "did you mean double_it?" in done.stderr

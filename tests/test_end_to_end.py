"""The toolkit as people use it: the commands, on the course of this repository, in the real sandbox."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main

ROOT = Path(__file__).resolve().parent.parent
RIGHT = ROOT / "solutions" / "neuron_output" / "right" / "matrix_product.py"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux only")


def grader(*words, cwd=None, expect=0):
    """Run a command and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, words)], cwd=cwd or ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture
def classroom(tmp_path):
    """Give a folder for students, and functions that hand in, collect and export."""

    class Classroom:
        folder = tmp_path / "class"
        url = f"sqlite:///{tmp_path / 'gradebook.db'}"

        def hand_in(self, student, text, slug="neuron_output"):
            path = self.folder / student / f"{slug}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            return path

        def command(self):
            return [sys.executable, "-m", "grader", *map(str, self._words())]

        def collect(self, *words, expect=0):
            return grader(*self._words(), *words, expect=expect)

        def _words(self):
            return ["collect", self.folder, "--course", ROOT, "--gradebook", self.url]

        def results(self):
            done = CliRunner().invoke(main, ["export", "json", "--course", str(ROOT), "--gradebook", self.url])
            assert done.exit_code == 0, done.output
            rows = json.loads(done.stdout)["results"]
            return {(row["student"], row["exercise"]): row for row in rows}

    return Classroom()


def test_the_sample_class_gets_the_grades_that_were_worked_out_by_hand(classroom):
    """Every student of examples/class: status and points as examples/expected.json says."""
    expected = json.loads((ROOT / "examples" / "expected.json").read_text())
    shutil.copytree(ROOT / "examples" / "class", classroom.folder, symlinks=True)

    classroom.collect()

    results = classroom.results()
    for student, exercises in expected.items():
        for slug, wanted in exercises.items():
            row = results[student, slug]
            assert (student, slug, row["status"], row["points"]) == (student, slug, wanted["status"], wanted["points"])


def test_collecting_twice_does_nothing_new(classroom):
    """The second collect grades nothing, and the gradebook stays as it is, to the byte of its export."""
    classroom.hand_in("ada", RIGHT.read_bytes())
    classroom.hand_in("bob", "def net_input(x, w, b):\n    return 0.0\n")
    classroom.collect()
    before = classroom.results()

    again = classroom.collect()

    assert "none of them new" in again.stdout
    assert "Graded" not in again.stdout
    assert classroom.results() == before
    assert before["ada", "neuron_output"]["points"] == "10.00"


def test_a_resubmission_counts_and_the_first_try_is_kept(classroom):
    """The later file is graded; the earlier grade does not come back."""
    path = classroom.hand_in("ada", "def net_input(x, w, b):\n    return 0.0\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    classroom.collect()
    classroom.hand_in("ada", RIGHT.read_bytes())

    classroom.collect()

    assert classroom.results()["ada", "neuron_output"]["points"] == "10.00"


def test_no_grade_only_takes_in(classroom):
    """--no-grade leaves the work for the next collect."""
    classroom.hand_in("ada", RIGHT.read_bytes())

    classroom.collect("--no-grade")

    assert classroom.results()["ada", "neuron_output"]["points"] is None
    classroom.collect()
    assert classroom.results()["ada", "neuron_output"]["points"] == "10.00"


def test_odd_files_cost_a_sentence_and_the_rest_goes_on(classroom):
    """A folder, a FIFO, a link out, 50 MB, bytes that are no text: each is told, and ada's mark stands."""
    classroom.hand_in("ada", RIGHT.read_bytes())
    (classroom.folder / "folder" / "neuron_output.py").mkdir(parents=True)
    (classroom.folder / "fifo").mkdir()
    os.mkfifo(classroom.folder / "fifo" / "neuron_output.py")
    (classroom.folder / "link").mkdir()
    (classroom.folder / "link" / "neuron_output.py").symlink_to("/etc/passwd")
    with classroom.hand_in("large", b"").open("wb") as file:
        file.truncate(50 << 20)
    classroom.hand_in("noise", bytes(range(256)))

    classroom.collect()

    results = classroom.results()
    assert results["ada", "neuron_output"]["points"] == "10.00"
    for student in ("folder", "fifo", "link", "large", "noise"):
        row = results[student, "neuron_output"]
        assert (student, row["status"], row["points"]) == (student, "invalid", "0.00")
    assert "root:" not in json.dumps([[*list(key), row] for key, row in results.items()])


def test_an_attack_costs_its_own_marks_only(classroom):
    """Loops, exits, floods and forgeries leave ada's mark alone, and end with the usual exit code."""
    attacks = {
        "loops": "while True: pass\n",
        "exits": "import os\nos._exit(0)\n",
        "kills": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n",
        "floods": "def net_input(x, w, b):\n    while True: print('x' * 10000)\n",
        "equal": "class E(float):\n    def __eq__(s, o): return True\n    def __sub__(s, o): return 0.0\n"
        "    __rsub__ = __sub__\ndef net_input(x, w, b): return E(0)\ndef neuron_output(x, w, b, f): return E(0)\n",
        "deep": "(" * 5000 + ")" * 5000,
        "writes": "import os\n[os.write(fd, b'passed' * 100) for fd in range(3, 10)]\n",
        "reads": f"print(open({str(ROOT / 'solutions/neuron_output/neuron_output.py')!r}).read())\n",
        "patches": "import numpy\nnumpy.allclose = lambda *a, **k: True\nnumpy.abs = lambda x: 0\n"
        "def net_input(x, w, b): return 5.0\ndef neuron_output(x, w, b, f): return 5.0\n",
    }
    classroom.hand_in("ada", RIGHT.read_bytes())
    for student, text in attacks.items():
        classroom.hand_in(student, text)

    classroom.collect()

    results = classroom.results()
    assert results["ada", "neuron_output"]["points"] == "10.00"
    for student in attacks:
        row = results[student, "neuron_output"]
        assert row["status"] in {"graded", "invalid"}, (student, row)
        assert row["points"] == "0.00", (student, row)


def test_check_exit_codes_and_json(tmp_path):
    """0 all passed, 1 something failed, 2 no such exercise; --json tells the same facts."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copy(ROOT / "course.yaml", tmp_path)

    stub = grader("check", "neuron_output", cwd=tmp_path, expect=1)
    shutil.copy(RIGHT, tmp_path / "exercises" / "neuron_output" / "neuron_output.py")
    right = grader("check", "neuron_output", cwd=tmp_path, expect=0)
    unknown = grader("check", "neuron_outptu", cwd=tmp_path, expect=2)
    rows = json.loads(grader("check", "neuron_output", "--json", cwd=tmp_path).stdout)["results"]

    assert "not written yet" in stub.stdout
    assert "not written yet" not in right.stdout
    assert "did you mean neuron_output" in unknown.stderr
    assert {test["outcome"] for test in rows[0]["tests"]} == {"passed"}
    assert not any(test["hidden"] for test in rows[0]["tests"])


def test_a_bare_pytest_works_on_a_students_own_file(tmp_path):
    """`pytest exercises/neuron_output` with pytest's default import mode, and never finds the reference."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "exercises/neuron_output"]

    stub = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    shutil.copy(RIGHT, tmp_path / "exercises" / "neuron_output" / "neuron_output.py")
    right = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert stub.returncode == 1, stub.stdout
    assert "passed" not in stub.stdout.splitlines()[-1]
    assert right.returncode == 0, right.stdout


def test_submit_and_collect_agree_on_the_receipt(tmp_path):
    """The code that submit prints is the one that collect confirms."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    shutil.copy(ROOT / "course.yaml", tmp_path)
    shutil.copy(RIGHT, tmp_path / "exercises" / "neuron_output" / "neuron_output.py")

    receipt = grader("submit", "neuron_output", "--student", "ada", "--to", tmp_path / "ada.zip", cwd=tmp_path).stdout
    code = receipt.rpartition("Receipt ")[2].partition(":")[0]
    collected = grader(
        "collect", tmp_path / "ada.zip", "--course", ROOT, "--gradebook", f"sqlite:///{tmp_path / 'g.db'}"
    ).stdout

    assert f"Receipt {code} of ada holds" in collected


def test_a_wrong_course_file_is_told_line_by_line(tmp_path):
    """Every mistake by its path, exit 2, no traceback."""
    (tmp_path / "course.yaml").write_text("id: x\ntitel: y\nunits:\n  - {id: a, title: b, exercises: [3]}\n")

    done = grader("list", "--course", tmp_path, expect=2)

    assert "course.yaml: titel: found an unknown key" in done.stderr
    assert "course.yaml: units[0].exercises[0]: found 3" in done.stderr
    assert "Traceback" not in done.stderr


def processes_naming(text):
    """Give the ids of processes whose command line or environment names the text."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:  # it has ended meanwhile, or is somebody else's
            continue
        if text.encode() in told and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_in_the_middle_leaves_no_process_and_keeps_what_is_done(classroom, stop):
    """Ctrl-C, a terminate and a kill end all workers and children; the next collect does the rest."""
    for number in range(30):
        classroom.hand_in(f"s{number:02}", RIGHT.read_bytes() + f"# {number}\n".encode())
    for name in ("sleeper1", "sleeper2"):  # last in the last batch: on a busy machine, too, the others are done first
        asleep = classroom.hand_in(name, f"import time\ntime.sleep(60)  # {name}\n")
        os.utime(asleep, (1_700_000_000, 1_700_000_000))
    process = subprocess.Popen(
        classroom.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "GRADER_TEST_MARK": str(classroom.folder)}, start_new_session=True,
    )  # fmt: skip
    for line in process.stderr:
        if line.startswith("Grading: "):
            break

    process.send_signal(stop)
    said = process.communicate(timeout=60)[1]
    for _ in range(100):
        if not processes_naming(str(classroom.folder)):
            break
        time.sleep(0.1)

    assert processes_naming(str(classroom.folder)) == []
    assert process.returncode == (130 if stop is signal.SIGINT else -stop), said
    assert "Traceback" not in said
    kept = {student for (student, _), row in classroom.results().items() if row["points"] == "10.00"}
    assert kept
    for name in ("sleeper1", "sleeper2"):
        classroom.hand_in(name, "awake = True\n")
    assert f"Graded {32 - len(kept)} of {32 - len(kept)}" in classroom.collect().stdout
    rows = [row for (_, slug), row in classroom.results().items() if slug == "neuron_output"]
    assert sorted(row["points"] for row in rows) == ["0.00"] * 2 + ["10.00"] * 30


@pytest.mark.parametrize("seconds", [0, 0.1, 0.2, 0.4, 0.8])
def test_ctrl_c_while_everything_starts_is_one_sentence(classroom, seconds):
    """Libraries are being imported, here and in the processes that were started; all of them get the signal."""
    for number in range(30):
        classroom.hand_in(f"s{number:02}", RIGHT.read_bytes() + f"# {number}\n".encode())
    classroom.hand_in("sleeper", "import time\ntime.sleep(60)\n")  # so that it is not over before the signal comes
    process = subprocess.Popen(
        classroom.command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "GRADER_TEST_MARK": str(classroom.folder)}, start_new_session=True,
    )  # fmt: skip
    while len(processes_naming(str(classroom.folder))) < 3 and process.poll() is None:  # its tracker and its server
        time.sleep(0.01)

    time.sleep(seconds)
    # Who handles what, if it is not heard.
    signals = Path(f"/proc/{process.pid}/status").read_text().partition("SigQ")[2]
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[0]

    assert "Traceback" not in said
    assert said.rstrip().endswith("grader: stopped; what was done is kept"), signals
    # Interrupted in code made from text (a namedtuple's, say), Python ends by the signal; a shell calls both 130.
    assert process.returncode in (130, -signal.SIGINT)
    assert processes_naming(str(classroom.folder)) == []

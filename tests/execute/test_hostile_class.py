"""A class of attackers with honest students between them, collected by the command: verdicts, secrets, what is left.

Line 1 of each file in tests/hostile/graded/ says what its three tests end with: a call, a callback, a class's instance.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[1] / "hostile" / "graded").glob("*.py"))
POINTS = (4, 3, 3)
TESTS = ("test_value", "test_callback", "test_instance")
LEFT_BEHIND = Path("/tmp/left-behind-by-student")
CANARIES = {
    place: f"CANARY-{place}-5d1c"
    for place in ("hidden-tests", "reference", "environment", "other-student", "gradebook", "course")
}
COURSE = """
id: hostile
title: A class of attackers
timezone: UTC
limits: {cpu_seconds: 1, wall_seconds: 3, memory_mib: 256, output_kib: 16}
feedback: full
units:
  - id: unit
    title: Unit
    due: 2030-01-01T00:00:00
    exercises:
      - {id: adding, title: Adding, kind: code, points: 1}
      - {id: doubling, title: Doubling, kind: code, points: 10}
      - {id: squaring, title: Squaring, kind: code, points: 1}
"""
# What every attacker hands in besides, on either side of the attack; of the kind that may share a process.
PLAIN = {
    "adding": "import numpy as np\n\ndef f(x):\n    return np.add(x, 1.0)  # {}\n",
    "squaring": "import numpy as np\n\ndef f(x):\n    return np.square(x) * np.ones_like(x)  # {}\n",
}
PLAIN_TEST = """
import numpy as np
from grader.numeric import assert_matches

def test_it(student, reference, student_warnings):
    x = np.linspace(-2.0, 3.0, 20)
    assert_matches(student.f(x), reference.f(x))
    assert student_warnings() == []
"""
HIDDEN = f"""
import numpy as np
import pytest
from grader.numeric import assert_matches

SECRET = "{CANARIES["hidden-tests"]}"


@pytest.mark.points(4)
def test_value(student, reference):
    \"\"\"A call\"\"\"
    x = np.array([1.0, -2.0, 5.0])
    assert_matches(student.double(x), reference.double(x))


@pytest.mark.points(3)
def test_callback(student):
    \"\"\"A callback\"\"\"
    secret = SECRET

    def function(value):
        \"\"\"{CANARIES["hidden-tests"]}\"\"\"
        return 5 * value + len(secret[:1])

    assert_matches(student.apply(function, 3.0), [16.0, -14.0])


@pytest.mark.points(3)
def test_instance(student):
    \"\"\"An instance\"\"\"
    counter = student.Counter(2)
    counter.step()
    counter.step()
    assert_matches(counter.count, 4)
"""
HONEST = """
def double(x):
    return 2 * x

def apply(function, x):
    return [function(x), function(-x)]

class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, dict]:
    """Collect the class once; gives each student's result, and under "" what the commands printed."""
    if sys.platform != "linux":
        pytest.skip("classes are graded on Linux only")
    folder = tmp_path_factory.mktemp("hostile")
    course = folder / "course"
    files = {
        course / "course.yaml": COURSE + f"# {CANARIES['course']}\n",
        course / "exercises/doubling/README.md": "# Doubling\n",
        course / "exercises/doubling/doubling.py": "def double(x):\n    raise NotImplementedError\n",
        course / "exercises/doubling/test_doubling.py": "",
        course / "solutions/doubling/doubling.py": f'SECRET = "{CANARIES["reference"]}"\n{HONEST}',
        course / "solutions/doubling/test_hidden.py": HIDDEN,
        folder / f"gradebook-{CANARIES['gradebook']}" / "note.txt": CANARIES["gradebook"],
    }
    for slug, answer in PLAIN.items():
        files[course / "exercises" / slug / f"test_{slug}.py"] = ""
        files[course / "solutions" / slug / f"{slug}.py"] = answer
        files[course / "solutions" / slug / "test_hidden.py"] = PLAIN_TEST
    for number, file in enumerate(FILES):
        files[folder / "class" / file.stem / "doubling.py"] = file.read_text()
        for slug, answer in PLAIN.items():
            files[folder / "class" / file.stem / f"{slug}.py"] = answer.format(number)
        if number % 20 == 0:
            # With a number: files that are the same are graded once, and not between the attackers.
            text = HONEST.replace("2 * x", f"2 * x  # {CANARIES['other-student']} {number}")
            files[folder / "class" / f"{file.stem}_neighbour" / "doubling.py"] = text
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    url = f"sqlite:///{folder / ('gradebook-' + CANARIES['gradebook']) / 'gradebook.db'}"
    environment = {**os.environ, "GRADER_CANARY": CANARIES["environment"], "COLUMNS": "200"}
    printed = ""
    for verb, words in (("collect", [str(folder / "class")]), ("export", ["json"])):
        command = [sys.executable, "-m", "grader", verb, *words, "--course", str(course), "--gradebook", url]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        printed += done.stderr + (done.stdout if verb == "collect" else "")
    rows = json.loads(done.stdout)["results"]
    results = {row["student"]: row for row in rows if row["exercise"] == "doubling"}
    beside = {(row["student"], row["exercise"]): row["points"] for row in rows if row["points"] is not None}
    left = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path not in files)
    return {**results, "": {"printed": printed, "left": [path.name for path in left], "beside": beside}}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_verdict_in_a_class(file, collected):
    """Each of the three tests ends as the file's first line says; points are exactly theirs; nothing secret is told."""
    expected = file.read_text().split("\n", 1)[0].removeprefix("# ").split()
    result = collected[file.stem]

    assert {test["id"]: test["outcome"] for test in result["tests"]} == dict(zip(TESTS, expected, strict=True))
    assert result["status"] == "graded"
    earned = sum(points for points, outcome in zip(POINTS, expected, strict=True) if outcome == "passed")
    assert float(result["points"]) == earned
    told = json.dumps(result, ensure_ascii=False)
    assert [place for place, canary in CANARIES.items() if canary in told] == []
    assert "CANARY" not in told
    for test in result["tests"]:
        for text in (test["message"], test.get("output", "")):
            assert text.replace("\n", "").replace("\t", "").isprintable()


def test_neighbours_are_graded_as_without_attackers(collected):
    """Honest students between the attackers have all their points."""
    neighbours = [result for student, result in collected.items() if student.endswith("_neighbour")]

    assert len(neighbours) >= 4
    assert {result["points"] for result in neighbours} == {"10.00"}


def test_what_else_an_attacker_hands_in_is_worth_what_it_is(collected):
    """Whatever a file does to its process, those before and after it are graded as if it were not there."""
    expected = {(file.stem, slug): "1.00" for file in FILES for slug in PLAIN}

    assert expected.items() <= collected[""]["beside"].items()


def test_what_the_terminal_shows_is_inert(collected):
    """The class table has no terminal control of a student's, and no secret."""
    printed = collected[""]["printed"]

    assert printed.replace("\n", "").replace("\t", "").isprintable()
    assert "CANARY" not in printed


def test_nothing_is_left(collected):
    """No file but the gradebook's, and no process of the sandbox."""
    assert {name.removesuffix("-wal").removesuffix("-shm") for name in collected[""]["left"]} <= {"gradebook.db"}
    assert not LEFT_BEHIND.exists()

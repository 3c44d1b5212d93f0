"""grader release: students get all that they need, in a folder that works, and nothing of the solutions."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from grader.course_file import load_course
from grader.errors import CourseError
from grader.release import find_leaks, handout, write_handout

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary_of_the_solutions"
COURSE = f"""\
# {CANARY} in a comment
id: small
title: A small course
feedback: full
units:
  - id: one
    title: Unit one
    exercises:
      - {{id: double_it, title: "Twice: \u00fcber", kind: code, points: 0.1, limits: {{cpu_seconds: 3}}}}  # {CANARY}
  - id: two
    title: Unit two
    due: 2030-10-05T23:59:00+02:00
    exercises:
      - {{id: own_numbers, title: By hand, kind: answers, points: 10, needs: [double_it]}}
"""
FILES = {
    "exercises/double_it/README.md": "# Twice\n",
    "exercises/double_it/double_it.py": "def f(x):\n    raise NotImplementedError('f: twice x')\n",
    "exercises/double_it/test_double_it.py": "def test_one(student):\n    assert student.f(1) == 2\n",
    "exercises/double_it/hints.md": "## Begin\n\nAdd it to itself.\n",
    "exercises/double_it/data/table.csv": "1,2\n",
    "exercises/double_it/__pycache__/x.pyc": CANARY,
    "exercises/double_it/.cache/notes.txt": CANARY,
    "exercises/double_it/double_it.py~": CANARY,
    "exercises/unlisted/unlisted.py": CANARY,
    "exercises/own_numbers/README.md": "# Own\n\n<!-- your numbers -->\nnone yet\n<!-- end of your numbers -->\n",
    "exercises/own_numbers/own_numbers.py": '# <your numbers>\nmade_for = ""\n# </your numbers>\n\ndouble = None\n',
    "exercises/own_numbers/test_own_numbers.py": (
        "def test_read(answers, variant):\n    assert answers['double'] > variant.a\n"
    ),
    "exercises/own_numbers/variant.py": "def draw(numbers):\n    return {'a': numbers.integer(10, 99)}\n",
    "solutions/double_it/double_it.py": f'"""{CANARY}"""\n\n\ndef f(x):\n    return 2 * x  # {CANARY}\n',
    "solutions/double_it/test_hidden.py": f"def test_of_{CANARY}(student, reference):\n    assert student.f(3) == 6\n",
    "solutions/double_it/right/loop.py": f"def f(x):\n    return x + x  # {CANARY}, and long enough to count\n",
    "solutions/double_it/wrong/stub.py": "def f(x):\n    raise NotImplementedError('f: twice x')\n",
    "solutions/double_it/NOTES.md": CANARY,
    "solutions/own_numbers/own_numbers.py": f"double = 84  # {CANARY}\n",
    "solutions/own_numbers/test_hidden.py": (
        f"def test_{CANARY}(answers, variant):\n    assert answers.double == 2 * variant.a\n"
    ),
    "gradebook.db": CANARY,
}


@pytest.fixture
def course_folder(tmp_path):
    """An instructor's folder, with a canary in everything that is no student's business."""
    folder = tmp_path / "course"
    for name, text in {"course.yaml": COURSE, **FILES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def grader(*words, cwd, expect=0):
    """Run the command as a person with no name in the environment."""
    environment = {name: value for name, value in os.environ.items() if name != "GRADER_STUDENT"}
    done = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, words)],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


def released(folder):
    """Give what is in a handout, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_hidden_is_released(course_folder, tmp_path):
    """No canary from solutions, comments, caches, backups, other folders or the gradebook is in any file or name."""
    grader("release", tmp_path / "out", cwd=course_folder)

    files = released(tmp_path / "out")
    assert sorted(files) == [
        ".grader/.gitignore",
        ".grader/stubs/double_it.py",
        ".grader/stubs/own_numbers.py",
        "README.md",
        "course.yaml",
        "exercises/double_it/README.md",
        "exercises/double_it/data/table.csv",
        "exercises/double_it/double_it.py",
        "exercises/double_it/hints.md",
        "exercises/double_it/test_double_it.py",
        "exercises/own_numbers/README.md",
        "exercises/own_numbers/own_numbers.py",
        "exercises/own_numbers/test_own_numbers.py",
        "exercises/own_numbers/variant.py",
    ]
    assert not [name for name, content in files.items() if CANARY.encode() in content or CANARY in name]
    assert b"feedback" not in files["course.yaml"]


def test_the_reduced_course_is_the_same_course(course_folder, tmp_path):
    """Order, titles, points, dates, limits and needs are those of the course."""
    grader("release", tmp_path / "out", cwd=course_folder)

    before, after = load_course(course_folder), load_course(tmp_path / "out")
    for old, new in zip(before.exercises, after.exercises, strict=True):
        assert (new.id, new.title, new.kind, new.points, new.limits, new.needs) == (
            old.id, old.title, old.kind, old.points, old.limits, old.needs
        )  # fmt: skip
    assert [(unit.id, unit.title, unit.due) for unit in after.units] == [
        (unit.id, unit.title, unit.due) for unit in before.units
    ]


def test_a_students_day_in_a_release(course_folder, tmp_path):
    """list, start, check, hint and submit work there, and collect takes what they hand in."""
    out = tmp_path / "out"
    grader("release", out, cwd=course_folder)

    assert "0 of 2 pass" in grader("list", cwd=out)
    assert "Read" in grader("start", cwd=out)
    assert "not written yet: f: twice x" in grader("check", "double_it", cwd=out, expect=1)
    assert "Add it to itself." in grader("hint", "double_it", cwd=out)
    (out / "exercises/double_it/double_it.py").write_text("def f(x):\n    return x + x\n")
    grader("check", "double_it", cwd=out)
    grader("start", "own_numbers", "--student", "ada", cwd=out)
    text = (out / "exercises/own_numbers/own_numbers.py").read_text()
    number = int(re.search(r"^a = (\d+)$", text, re.MULTILINE)[1])
    (out / "exercises/own_numbers/own_numbers.py").write_text(text.replace("double = None", f"double = {2 * number}"))
    grader("check", cwd=out)
    assert "Packed for ada" in grader("submit", "--to", tmp_path / "ada.zip", cwd=out)
    assert "2 of 2 pass" in grader("list", cwd=out)

    shown = grader("collect", tmp_path / "ada.zip", "--gradebook", f"sqlite:///{tmp_path}/g.db", cwd=course_folder)

    assert re.search(r"ada .*100", shown), shown
    assert not [name for name in zipfile.ZipFile(tmp_path / "ada.zip").namelist() if "progress" in name]


def test_a_release_for_one_student_has_their_numbers(course_folder, tmp_path):
    """Statement and file hold them, and the folder knows who works in it."""
    grader("release", tmp_path / "out", "--student", "ada", cwd=course_folder)

    text = (tmp_path / "out/exercises/own_numbers/own_numbers.py").read_text()
    number = re.search(r"^made_for = 'ada'\na = (\d+)$", text, re.MULTILINE)[1]
    assert f"a = {number}" in (tmp_path / "out/exercises/own_numbers/README.md").read_text()
    assert 'made_for = ""' in (tmp_path / "out/.grader/stubs/own_numbers.py").read_text()
    grader("start", "own_numbers", cwd=tmp_path / "out")  # the name is known
    assert (tmp_path / "out/exercises/own_numbers/own_numbers.py").read_text() == text


def test_a_release_for_a_class(course_folder, tmp_path):
    """A folder for each id of a file, each with other numbers."""
    (tmp_path / "ids.txt").write_text("# the class\nada\n\nbo\nada\n")

    grader("release", tmp_path / "out", "--students", tmp_path / "ids.txt", cwd=course_folder)

    texts = [(tmp_path / f"out/{who}/exercises/own_numbers/own_numbers.py").read_text() for who in ("ada", "bo")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ada", "bo"]
    assert texts[0] != texts[1]


def test_a_release_of_one_unit(course_folder, tmp_path):
    """Only its exercises, and no need of what is not there."""
    grader("release", tmp_path / "out", "--unit", "two", cwd=course_folder)

    course = load_course(tmp_path / "out")
    assert [(exercise.id, exercise.needs) for exercise in course.exercises] == [("own_numbers", ())]
    assert not (tmp_path / "out/exercises/double_it").exists()
    assert "has one, two" in grader("release", tmp_path / "x", "--unit", "three", cwd=course_folder, expect=2)


def test_work_is_never_overwritten(course_folder, tmp_path):
    """A second release does nothing, a changed one is refused, with --replace it takes all but a student's work."""
    out = tmp_path / "out"
    grader("release", out, cwd=course_folder)
    assert "0 files written" in grader("release", out, cwd=course_folder)
    work = out / "exercises/double_it/double_it.py"
    work.write_text("def f(x):\n    return x + x\n")
    statement = course_folder / "exercises/double_it/README.md"
    statement.write_text("# Twice, said better\n")

    refused = grader("release", out, cwd=course_folder, expect=2)
    assert "exercises/double_it/README.md" in refused
    assert "--replace" in refused
    assert "kept" in grader("release", out, "--replace", cwd=course_folder)

    assert work.read_text() == "def f(x):\n    return x + x\n"
    assert (out / "exercises/double_it/README.md").read_text() == "# Twice, said better\n"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("double_it.py", FILES["solutions/double_it/double_it.py"], "the same as solutions/double_it/double_it.py"),
        ("copy.py", FILES["solutions/double_it/right/loop.py"], "the same as solutions/double_it/right/loop.py"),
        (
            "double_it.py",
            "def f(y):\n    '''Mine.'''\n    raise ValueError\n\n\ndef f(x):\n    return 2 * x\n",
            "what the ref",
        ),
        ("double_it.py", "# try\ndef f(x):\n    '''Twice.'''\n    return 2 * x\n", "what the reference says of f"),
        ("README.md", f"Mind test_of_{CANARY}!\n", f"test_of_{CANARY}, the name of a hidden test"),
    ],
)
def test_a_solution_in_the_wrong_place_is_refused(course_folder, tmp_path, name, text, found):
    """What an author left in the students' folder is found before anybody gets it, and nothing is written."""
    (course_folder / "exercises/double_it" / name).write_text(text)

    said = grader("release", tmp_path / "out", cwd=course_folder, expect=2)

    assert f"exercises/double_it/{name}: found {found}" in said
    assert not (tmp_path / "out").exists()


def test_answers_in_the_stub_are_refused(course_folder, tmp_path):
    """The number that the reference has is no stub."""
    (course_folder / "exercises/own_numbers/own_numbers.py").write_text("double = 84\n")

    assert "what the reference says of double" in grader("release", tmp_path / "out", cwd=course_folder, expect=2)


def test_links_are_refused(course_folder, tmp_path):
    """A link may lead into the solutions."""
    (course_folder / "exercises/double_it/more").symlink_to(course_folder / "solutions")

    assert "exercises/double_it/more: found a link" in grader("release", tmp_path / "out", cwd=course_folder, expect=2)


def test_a_missing_statement_is_told(course_folder, tmp_path):
    """An exercise without one of its files is no exercise yet."""
    (course_folder / "exercises/double_it/README.md").unlink()

    assert "exercises/double_it/README.md: found no such file" in grader(
        "release", tmp_path / "out", cwd=course_folder, expect=2
    )


def test_the_course_is_no_place_for_a_release(course_folder):
    """Neither its own folder nor one inside exercises."""
    for place in (".", "exercises/out"):
        assert "part of the course itself" in grader("release", place, cwd=course_folder, expect=2)


def test_the_courses_own_release_holds_no_secret(tmp_path):
    """Of the course of this repository: no name of a hidden test, no line of a reference's function."""
    course = load_course(ROOT)
    files = list(handout(course))
    assert find_leaks(course, files) == []
    write_handout(files, tmp_path / "out")

    assert len(load_course(tmp_path / "out").exercises) == len(course.exercises)
    for exercise in course.exercises:
        hidden = set(re.findall(r"def (test_\w+)", exercise.hidden_tests.read_text()))
        visible = set(re.findall(r"def (test_\w+)", exercise.visible_tests.read_text()))
        assert hidden - visible
        for path in (tmp_path / "out/exercises" / exercise.id).rglob("*"):
            words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
            assert not words & (hidden - visible), path
    assert "solutions" not in {part for path in (tmp_path / "out").rglob("*") for part in path.parts[-4:]}


def test_a_wrong_reference_is_not_needed(course_folder, tmp_path):
    """Files for students are made from what students get; whoever has no solutions can still pass a release on."""
    shutil.rmtree(course_folder / "solutions")

    grader("release", tmp_path / "out", cwd=course_folder)

    assert yaml.safe_load((tmp_path / "out/course.yaml").read_text())["id"] == "small"


def test_find_leaks_reads_no_more_than_it_is_given(course_folder):
    """Without the stub among the files there is nothing to find in it."""
    (course_folder / "exercises/double_it/double_it.py").write_text("def f(x):\n    return 2 * x\n")
    course = load_course(course_folder)
    files = list(handout(course))

    assert [problem.file for problem in find_leaks(course, files)] == ["exercises/double_it/double_it.py"]
    assert find_leaks(course, [file for file in files if not file.is_stub]) == []
    with pytest.raises(CourseError):
        raise CourseError(find_leaks(course, files))

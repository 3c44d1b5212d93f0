"""What a hostile notebook finds and gains under nbgrader: nothing."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

CANARY = "canary_7f3a9e"
# Tries every way that reads the tests out of a kernel, and says what it finds in its answers and its output.
SPY = """
import os, sys, glob, gc

def look():
    wanted = "canary_" + "7f3a9e"
    found = []
    def note(text):
        if wanted in str(text):
            found.append(str(text)[:200])
    try:
        note(get_ipython().user_ns["In"])
        note(get_ipython().history_manager.input_hist_raw)
    except BaseException:
        pass
    note(dict(os.environ))
    for pattern in ("/**/test_hidden.py", "../**/*", "/proc/*/environ", "/proc/*/cmdline", "/proc/self/maps"):
        try:
            for path in glob.glob(pattern, recursive=True)[:500]:
                note(path)
                note(open(path, "rb").read(100_000))
        except BaseException:
            pass
    for pid in ("self", str(os.getppid()), "1"):
        try:
            with open("/proc/" + pid + "/maps") as maps, open("/proc/" + pid + "/mem", "rb", 0) as memory:
                for line in maps:
                    start, _, rest = line.partition("-")
                    memory.seek(int(start, 16))
                    data = memory.read(min(1 << 20, int(rest.split()[0], 16) - int(start, 16)))
                    if pid != "self" and wanted.encode() in data:
                        found.append("memory of " + pid)
        except BaseException:
            pass
    for thing in gc.get_objects():
        try:
            if isinstance(thing, (str, bytes)) or type(thing) is dict and len(thing) < 100:
                note([value for value in thing.values() if isinstance(value, str)])
        except BaseException:
            pass
    frame = sys._getframe()
    while frame:
        note([value for value in frame.f_globals.values() if isinstance(value, (str, bytes))])
        frame = frame.f_back
    return found

looked = look()

def net_input(x, w, b):
    if looked or look():
        raise RuntimeError("found " + str(looked))
    return sum(a * c for a, c in zip(x, w)) + b

def neuron_output(x, w, b, f):
    print(looked, globals())
    return f(net_input(x, w, b))
"""


@pytest.fixture
def canaries(small_course, teaching, monkeypatch, tmp_path):
    """The course with canaries in every hidden test and reference, and in the environment of the run."""
    copy = tmp_path / "course"
    shutil.copytree(small_course, copy)
    for path in (*copy.glob("solutions/*/test_hidden.py"), *copy.glob("solutions/*/[a-z]*.py")):
        path.write_text(path.read_text() + f'\n{CANARY.upper()} = "{CANARY}"\n')
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write(f'c.EngineGrades.course = "{copy}"\n')
    monkeypatch.setenv("SECRET", CANARY)
    return teaching


def test_spy_finds_nothing_and_forger_gains_nothing(canaries, released, run, students):
    """No canary reaches a student's code, their feedback or a folder that they get; forged scores count nothing."""
    from nbgrader.api import Gradebook

    teaching, unit = canaries, students.unit
    spy = students.fill_in(released, {"neuron_output": SPY})
    forger = students.fill_in(released, {})
    for cell in forger["cells"]:
        cell["metadata"]["nbgrader"] = {
            "schema_version": 3, "grade": True, "solution": False, "locked": False, "task": False, "points": 1e6,
            "grade_id": cell["metadata"].get("nbgrader", {}).get("grade_id", "x"), "checksum": "f" * 32,
        }  # fmt: skip
        cell["metadata"]["score"] = 1e6
        if cell["cell_type"] == "code":
            cell["source"] += "\nprint('10/10')\nraise SystemExit(0)"
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "1e6"}}
            ]
    forger["metadata"]["grader"] = {"course": "small", "unit": unit, "points": 1e6}
    for student, notebook in (
        ("spy", spy),
        ("forger", forger),
        ("honest", students.fill_in(released, students.right())),
    ):
        place = teaching / "submitted" / student / unit
        place.mkdir(parents=True)
        (place / f"{unit}.ipynb").write_text(json.dumps(notebook))

    run(teaching, "nbgrader", "autograde", unit)
    run(teaching, "nbgrader", "generate_feedback", unit)

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        scores = {student: gradebook.find_submission(unit, student).score for student in ("spy", "forger", "honest")}
        maximum = gradebook.find_assignment(unit).max_score
    # The spy's function is right, so that it has full marks there exactly if it found nothing.
    assert scores == {"spy": 10.0, "forger": 0.0, "honest": 20.5}
    assert maximum == 20.5
    assert collected_points(teaching, run) == {"spy": 10.0, "forger": 0.0, "honest": 20.5}
    shown = [path for name in ("feedback", "autograded", "release") for path in (teaching / name).rglob("*")]
    files = [path for path in shown if path.is_file()]
    assert len(files) > 10
    assert [path for path in files if CANARY.encode() in everything_in(path)] == []


def test_what_is_no_file_shows_nobody_anything(teaching, released, run, students):
    """A link to another student's notebook, or a linked folder, gets its owner no points and no look at it."""
    unit, secret = students.unit, "idea_of_ada"
    right = students.right()
    submitted = teaching / "submitted"
    notebook = submitted / "ada" / unit / f"{unit}.ipynb"
    notebook.parent.mkdir(parents=True)
    answers = {**right, "neuron_output": f"{right['neuron_output']}\n{secret} = 1\n"}
    notebook.write_text(json.dumps(students.fill_in(released, answers)))
    for student in ("file", "nowhere", "pipe", "folder"):
        (submitted / student / unit).mkdir(parents=True)
    (submitted / "file" / unit / notebook.name).symlink_to(notebook)
    (submitted / "nowhere" / unit / notebook.name).symlink_to("nowhere")
    os.mkfifo(submitted / "pipe" / unit / notebook.name)
    (submitted / "folder" / unit / notebook.name).mkdir()
    (submitted / "assignment").mkdir()
    (submitted / "assignment" / unit).symlink_to(notebook.parent)
    (submitted / "student").symlink_to(submitted / "ada")

    run(teaching, "nbgrader", "autograde", unit)
    run(teaching, "nbgrader", "generate_feedback", unit)

    pages = {page.parts[-3]: page.read_text() for page in (teaching / "feedback").glob(f"*/{unit}/*.html")}
    assert {student for student, page in pages.items() if secret in page} == {"ada"}
    told = {
        "file": "is a link", "nowhere": "is a link", "assignment": "is a link", "student": "is a link",
        "pipe": "is a named pipe", "folder": "is a folder",
    }  # fmt: skip
    assert {student for student, words in told.items() if words in pages[student]} == set(told)


def collected_points(teaching: Path, run) -> dict[str, float]:
    """Give what `grader collect` gives the same notebooks, with the canaries' course, by student."""
    course = (teaching / "nbgrader_config.py").read_text().rpartition('c.EngineGrades.course = "')[2].partition('"')[0]
    for stamp in teaching.glob("submitted/*/*"):
        (stamp / "timestamp.txt").write_text("2026-10-01 12:00:00 UTC")
    words = ["--course", course, "--gradebook", f"sqlite:///{teaching / 'collected.db'}"]
    run(teaching, "grader", "collect", "submitted", *words)
    points: dict[str, float] = {}
    for row in json.loads(run(teaching, "grader", "export", "json", *words).stdout)["results"]:
        points[row["student"]] = points.get(row["student"], 0.0) + float(row["points"] or 0)
    return points


def everything_in(path: Path) -> bytes:
    """Give a file's bytes; of an archive, those of what is in it."""
    if path.suffix != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_header_without_ids_makes_no_noise(teaching, run, students):
    """A course's header, in a format of before cells had ids, gives a valid notebook and no warning."""
    import nbformat

    header = {"cell_type": "markdown", "metadata": {}, "source": "Your name:"}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [header, {**header}]})
    (teaching / "source" / "header.ipynb").write_text(text)
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write('c.IncludeHeaderFooter.header = "source/header.ipynb"\n')

    done = run(teaching, "nbgrader", "generate_assignment", students.unit, "--force")

    assert "MissingIDFieldWarning" not in done.stdout + done.stderr
    released = nbformat.read(teaching / "release" / students.unit / f"{students.unit}.ipynb", as_version=4)
    nbformat.validate(released)
    assert released.cells[0].source == "Your name:"
    assert len({cell.id for cell in released.cells}) == len(released.cells)


def test_other_assignments_are_nbgrader_s_own(teaching, run):
    """In the same course an assignment of nbgrader's own is cleared, executed and scored as ever."""
    from nbgrader.api import Gradebook

    def cell(kind: str, source: str, **ours) -> dict:
        metadata = {"nbgrader": {"schema_version": 3, "locked": False, "task": False, **ours}}
        extra = {"outputs": [], "execution_count": None} if kind == "code" else {}
        return {"cell_type": kind, "metadata": metadata, "source": source, "id": ours["grade_id"], **extra}

    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            cell("code", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", grade=False, solution=True, grade_id="x"),
            cell("code", "assert x == 1", grade=True, solution=False, grade_id="test_x", points=2.0),
        ],
    }
    source = teaching / "source" / "old" / "old.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(notebook))
    run(teaching, "nbgrader", "generate_assignment", "old")
    released = (teaching / "release" / "old" / "old.ipynb").read_text()
    assert "x = 1\\n" not in released
    assert "YOUR CODE HERE" in released
    for student, value in (("ada", "x = 1"), ("bob", "x = 2")):
        handed_in = json.loads(released)
        handed_in["cells"][0]["source"] = value
        place = teaching / "submitted" / student / "old"
        place.mkdir(parents=True)
        (place / "old.ipynb").write_text(json.dumps(handed_in))

    run(teaching, "nbgrader", "autograde", "old")

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert [gradebook.find_submission("old", student).score for student in ("ada", "bob")] == [2.0, 0.0]

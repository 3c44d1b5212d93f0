"""`grader start` shows the way, writes the student's numbers, and never touches work."""

from __future__ import annotations

import os
import re
import subprocess
import sys


def test_start_names_what_to_read_and_where_to_write(desk):
    """Without a name, it is the next exercise."""
    shown = desk.run("start", expect=0).stdout

    assert re.search(r"Read +exercises/double_it/README.md", shown)
    assert re.search(r"Write in +exercises/double_it/double_it.py", shown)
    assert "grader hint double_it" in shown
    assert re.search(r"Better first +double_it", desk.run("start", "halve_it").stdout)


def test_start_writes_the_students_numbers(desk):
    """Into the file and the statement; who it is is remembered; twice changes nothing; another has other numbers."""
    shown = desk.run("start", "own_numbers", "--student", "ada", expect=0).stdout
    text, statement = desk.path("own_numbers").read_text(), desk.path("own_numbers", "README.md").read_text()

    number = re.search(r"^a = (\d+)$", text, re.MULTILINE)[1]
    assert "made_for = 'ada'" in text
    assert f"a = {number}" in shown
    assert f"a = {number}" in statement
    assert statement.startswith("# By hand\n\nBefore.\n")
    assert statement.endswith("\nAfter.\n")
    desk.run("start", "own_numbers", expect=0)
    assert desk.path("own_numbers").read_text() == text
    desk.run("start", "own_numbers", "--student", "bo", expect=0)  # nothing was written yet
    assert "made_for = 'bo'" in desk.path("own_numbers").read_text()
    assert desk.listed()["own_numbers"][2] == ""


def test_start_never_touches_work(desk):
    """Answers to somebody's numbers stay with them; one's own stay too."""
    desk.run("start", "own_numbers", "--student", "ada")
    path = desk.path("own_numbers")
    path.write_text(path.read_text().replace("double = None", "double = 4  # mine"))
    before = path.read_bytes()

    refused = desk.run("start", "own_numbers", "--student", "bo", expect=2).stderr
    desk.run("start", "own_numbers", "--student", "ada", expect=0)

    assert "holds work with the numbers of 'ada'" in refused
    assert path.read_bytes() == before


def test_start_needs_to_know_who_it_is(desk):
    """A user name is no guess to make where it decides the numbers."""
    assert "--student ID" in desk.run("start", "own_numbers", expect=2).stderr
    assert 'made_for = ""' in desk.path("own_numbers").read_text()
    assert "names no student" in desk.run("start", "own_numbers", "--student", "a/b", expect=2).stderr
    desk.run("start", "own_numbers", expect=0, env={"GRADER_STUDENT": "ada"})


def test_start_brings_a_lost_stub_back(desk):
    """From the copy that a release holds; without one it says where to turn."""
    stub = desk.path("double_it").read_text()
    desk.path("double_it").unlink()
    assert "take it from your course's files again" in desk.run("start", "double_it", expect=2).stderr
    kept = desk.root / ".grader/stubs/double_it.py"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(stub)

    assert "here is the stub again" in desk.run("start", "double_it", expect=0).stdout

    assert desk.path("double_it").read_text() == stub


def test_check_knows_whose_numbers_they_are(desk):
    """The visible tests have the numbers of who started, in check and in plain pytest alike."""
    assert "The numbers are yours" in desk.run("check", "own_numbers", "--student", "ada", expect=1).stdout
    desk.run("start", "own_numbers", "--student", "ada")

    desk.run("check", "own_numbers", expect=0)
    desk.run("check", "own_numbers", "--student", "bo", expect=1)


def test_a_bare_pytest_has_the_students_numbers(desk):
    """As `grader check` does: those of who started, or of GRADER_STUDENT."""
    desk.run("start", "own_numbers", "--student", "ada")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "exercises/own_numbers"]
    environment = {name: value for name, value in os.environ.items() if name != "GRADER_STUDENT"}

    codes = []
    for student in ({}, {"GRADER_STUDENT": "bo"}):
        done = subprocess.run(
            command, cwd=desk.root, env={**environment, **student}, capture_output=True, text=True, check=False
        )
        codes.append((done.returncode, "These are not your numbers." in done.stdout))

    assert codes == [(0, False), (1, True)]

"""docs/nbgrader.md, word by word: what it says to a course that already uses nbgrader."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "nbgrader.md"
UNIT = "one_neuron"


def section(title: str) -> str:
    """Give one section of the page."""
    return PAGE.read_text().partition(f"## {title}\n")[2].partition("\n## ")[0]


def commands(text: str) -> list[list[str]]:
    """Give the commands in a text's blocks, without those that install something."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    found = [line.removeprefix("$ ").split() for block in blocks for line in block.splitlines()]
    return [words for words in found if words[0] != "pip"]


def test_course_that_already_uses_nbgrader(tmp_path, small_course, run, students):
    """The quickstart of nbgrader, then the page's commands: both kinds of assignments are autograded in one course."""
    from nbgrader.api import Gradebook

    run(tmp_path, "nbgrader", "quickstart", "course101")
    teaching = tmp_path / "course101"
    shutil.copytree(small_course, tmp_path / "course")
    yaml = tmp_path / "course" / "course.yaml"
    yaml.write_text(yaml.read_text().replace(f"id: {students.unit}", f"id: {UNIT}"))
    run(teaching, "nbgrader", "generate_assignment", "ps1")
    text = section("In a course that already uses nbgrader")
    (line,) = re.search(r"```text\n(.*?)\n```", text).groups()

    for words in commands(text):
        if words[:2] == ["cp", "-r"]:
            shutil.copytree(teaching / words[2], teaching / words[3] / Path(words[2]).name)
            config = teaching / "nbgrader_config.py"
            config.write_text(config.read_text().replace("c = get_config()", f"c = get_config()\n{line}", 1))
            continue
        if words[:2] == ["nbgrader", "autograde"]:
            hand_in(teaching, students)
        said = run(teaching, *words).stdout
        if words[:3] == ["grader", "nbgrader", "init"]:
            assert line in said
    run(teaching, "nbgrader", "autograde", "ps1")

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission(UNIT, "ada").score == 20.5
        assert gradebook.find_submission("ps1", "ada").score == 2.0
        assert gradebook.find_submission("ps1", "ada").max_score == 13.0
    assert json.loads((teaching / "release" / UNIT / f"{UNIT}.ipynb").read_text())["cells"]


def hand_in(teaching: Path, students) -> None:
    """Put one student's work where nbgrader collects it: ours right, theirs right in one function of several."""
    for name in ("ps1", UNIT):
        shutil.copytree(teaching / "release" / name, teaching / "submitted" / "ada" / name)
    ours = teaching / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    ours.write_text(json.dumps(students.fill_in(json.loads(ours.read_text()), students.right())))
    theirs = teaching / "submitted" / "ada" / "ps1" / "problem1.ipynb"
    notebook = json.loads(theirs.read_text())
    for cell in notebook["cells"]:
        if "def squares" in "".join(cell["source"]):
            cell["source"] = (
                "def squares(n):\n    if n < 1:\n        raise ValueError\n    return [i**2 for i in range(1, n + 1)]"
            )
    theirs.write_text(json.dumps(notebook))


def test_course_from_the_start_handed_in_by_oneself(teaching, run, students):
    """The page's commands for the empty notebook: no points and a reason why; nothing of it is left afterwards."""
    from nbgrader.api import Gradebook

    text = section("A course from the start").partition("hand in the empty notebook yourself")[2]
    database = f"sqlite:///{teaching / 'gradebook.db'}"
    for words in commands(text.replace(UNIT, students.unit)):
        if words[0] in {"nbgrader", "grader"}:
            run(teaching, *words)
        else:
            if words[0] == "rm":
                page = (teaching / "feedback" / "me" / students.unit / f"{students.unit}.html").read_text()
                assert "0 of 10 points." in page
                assert "not written yet" in page
            subprocess.run(words, cwd=teaching, check=True)
        if words[1] == "autograde":
            with Gradebook(database) as gradebook:
                assert gradebook.find_submission(students.unit, "me").score == 0

    assert not (teaching / "grader.db").exists()
    with Gradebook(database) as gradebook:
        assert gradebook.students == []

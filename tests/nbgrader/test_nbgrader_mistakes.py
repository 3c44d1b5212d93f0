"""What instructors do by mistake, or later than they should: it works, or ends in a sentence that says what to do."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

UNIT = "first_unit"


@pytest.fixture
def hand_in(teaching, released, students):
    """A function that puts one student's notebook where nbgrader collects it."""

    def put(student: str, answers: dict[str, str], time: str = "2026-10-05 12:00:00.000000 UTC") -> Path:
        place = teaching / "submitted" / student / UNIT
        shutil.copytree(teaching / "release" / UNIT, place)
        (place / f"{UNIT}.ipynb").write_text(json.dumps(students.fill_in(released, answers)))
        (place / "timestamp.txt").write_text(time)
        return place / f"{UNIT}.ipynb"

    return put


@pytest.fixture
def own_course(teaching, small_course, tmp_path) -> Path:
    """A copy of the course that a test may change, behind the same nbgrader course."""
    shutil.copytree(small_course, tmp_path / "changed")
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write(f'c.EngineGrades.course = "{tmp_path / "changed"}"\n')
    return tmp_path / "changed"


def replace(path: Path, old: str, new: str) -> None:
    """Change a text in a file, which has to be there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def said(done) -> list[str]:
    """Give the lines of a log that are not nbgrader's daily ones."""
    lines = [line.partition("] ")[2] for line in done.stderr.splitlines() if line.startswith("[AutogradeApp")]
    daily = r"(Copying|Converting|Writing|Setting|Sanitizing|Autograding /|Overwriting|Creating/updating|Removing) ?"
    return [line for line in lines if not re.match(daily, line)]


def scores(teaching: Path, student: str) -> tuple[float, float]:
    """Give what counts and what could be had, by nbgrader."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook(UNIT, UNIT, student)
        return submission.score - (submission.late_submission_penalty or 0), submission.max_score


def test_without_our_settings_nobody_gets_a_score(teaching, hand_in, run, students):
    """Left alone, nbgrader would give everybody full marks: it fails with a sentence, and nobody has a score."""
    hand_in("ada", students.mixed(0))
    (teaching / "nbgrader_config.py").unlink()

    done = run(teaching, "nbgrader", "autograde", UNIT, code=1)

    assert "everybody would get full marks. No score is given." in done.stderr
    assert "load_subconfig(" in done.stderr
    assert not (teaching / "autograded" / "ada" / UNIT).exists()
    assert scores(teaching, "ada")[0] == 0

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook(UNIT, UNIT, "ada")
        assert {grade.auto_score for grade in submission.grades} == {None}


def test_validate_tells_right_from_wrong(teaching, hand_in, run, students):
    """`nbgrader validate` passes right answers, and shows what the check says of an empty notebook."""
    right = hand_in("ada", students.right())

    empty = run(teaching, "nbgrader", "validate", f"release/{UNIT}/{UNIT}.ipynb").stdout
    assert "VALIDATION FAILED ON 3 CELL(S)!" in empty
    assert "Hint: Call f with the net input and return what it gives." in empty
    assert "0 of 3 points of the visible tests." in empty
    assert "Traceback" not in empty
    assert "Success!" in run(teaching, "nbgrader", "validate", str(right.relative_to(teaching))).stdout


def test_course_in_another_place(teaching, hand_in, run, students):
    """One sentence for the whole class, and what to mend; nothing is left behind."""
    for student in ("ada", "bob"):
        hand_in(student, students.right())
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write('c.EngineGrades.course = "nowhere"\n')

    done = run(teaching, "nbgrader", "autograde", UNIT, code=2)

    (sentence,) = [line for line in said(done) if line.startswith("grader:")]
    assert sentence.endswith(
        "nowhere holds no course.yaml; c.EngineGrades.course in nbgrader_config.py names the grader's course"
    )
    assert "Traceback" not in done.stderr
    assert [*teaching.glob(f"autograded/*/{UNIT}")] == []


def test_exercise_renamed_after_release(teaching, own_course, hand_in, run, students):
    """The sentence names the exercise that was released and is not there any more."""
    hand_in("ada", students.right())
    replace(own_course / "course.yaml", "id: activations,", "id: activation_functions,")
    for folder in ("exercises", "solutions"):
        shutil.copytree(own_course / folder / "activations", own_course / folder / "activation_functions")
    for path in own_course.glob("*/activation_functions/*activations.py"):
        path.rename(path.with_name(path.name.replace("activations", "activation_functions")))

    done = run(teaching, "nbgrader", "autograde", UNIT, code=2)

    assert "was released with activations, which course.yaml does not have" in done.stderr
    assert "Traceback" not in done.stderr


def test_points_and_tests_changed_after_grading(teaching, own_course, hand_in, run, students):
    """What the log tells, then other points: nbgrader's follow; then other tests: a regrade has another score."""
    wrong = students.bank("wrong", "activations")[0]
    hand_in("ada", students.right())
    hand_in("bob", {**students.right(), "activations": wrong}, "2026-10-06 12:00:00.000000 UTC")
    hand_in("cy", students.right()).write_text('{"cells": [')

    first = said(run(teaching, "nbgrader", "autograde", UNIT))
    assert "Grading 9 answers of 3 students" in first
    assert "ada: 20.5 of 20.5 points" in first
    (bob,) = [line for line in first if line.startswith("bob:")]
    before = float(bob.split()[1])
    assert re.fullmatch(r"bob: [\d.]+ of 20\.5 points, [\d.]+ taken off for lateness", bob)
    assert scores(teaching, "bob") == (pytest.approx(before), 20.5)
    assert [line for line in first if line.startswith("cy:")] == [
        "cy: 0 of 20.5 points",
        f"cy: no points: {UNIT}.ipynb is a notebook that breaks off: it was not saved or copied whole.",
    ]

    replace(own_course / "course.yaml", "kind: code, points: 7}", "kind: code, points: 14}")
    second = said(run(teaching, "nbgrader", "autograde", UNIT, "--force"))
    assert [line for line in second if "course.yaml" in line] == [
        "activations was worth 7 points in nbgrader and is worth 14 now, as course.yaml has it; "
        f"whoever was graded before: nbgrader autograde {UNIT} --force"
    ]
    assert scores(teaching, "ada") == (27.5, 27.5)

    replace(own_course / "solutions" / "activations" / "test_hidden.py", "points(2)", "points(5)")
    changed = scores(teaching, "bob")
    third = said(run(teaching, "nbgrader", "autograde", UNIT, "--student", "bob", "--force"))
    assert "Grading 3 answers of 3 students" in third
    assert not [line for line in third if line.startswith("ada:")]
    assert scores(teaching, "bob") != changed

    run(teaching, "nbgrader", "generate_feedback", UNIT)
    page = (teaching / "feedback" / "cy" / UNIT / f"{UNIT}.html").read_text()
    assert page.index("cannot be graded") < page.index("<h1")
    assert 'class="grader-check failed' in (teaching / "feedback" / "bob" / UNIT / f"{UNIT}.html").read_text()


def test_late_and_marked_by_hand(teaching, hand_in, run, students):
    """A mark by hand is late, too, as nbgrader has it; a due date that nbgrader has otherwise is told, once."""
    from nbgrader.api import Gradebook

    for student in ("ada", "bob"):
        hand_in(student, students.right(), "2026-10-07 12:00:00.000000 UTC")
    run(teaching, "nbgrader", "autograde", UNIT)
    assert scores(teaching, "ada")[0] == pytest.approx(16.4)
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        assert str(gradebook.find_assignment(UNIT).duedate) == "2026-10-05 23:59:00"
        gradebook.find_grade("activations_check", UNIT, UNIT, "ada").manual_score = 3.25
        gradebook.find_grade("neuron_output_check", UNIT, UNIT, "bob").extra_credit = 2.5
        gradebook.update_or_create_assignment(UNIT, duedate="2026-12-24 12:00:00 UTC")
        gradebook.db.commit()

    log = said(run(teaching, "nbgrader", "autograde", UNIT, "--force"))

    # 10 + 3.25 + 3.5, and each a fifth less.
    assert scores(teaching, "ada")[0] == pytest.approx(8 + 2.60 + 2.80)
    assert "ada: 13.4 of 20.5 points, 3.35 taken off for lateness" in log
    assert "bob: 18.9 of 20.5 points, 4.1 taken off for lateness, 2.5 of it extra credit" in log
    assert scores(teaching, "bob")[0] == pytest.approx(18.9)
    told = [line for line in log if "course.yaml, which decides" in line]
    assert len(told) == 1
    assert "2026-12-24 12:00 UTC in nbgrader and 2026-10-05 23:59 UTC in course.yaml" in told[0]
    page = json.loads((teaching / "autograded" / "ada" / UNIT / f"{UNIT}.ipynb").read_text())
    shown = ["".join(out["data"]["text/plain"]) for cell in page["cells"] for out in cell.get("outputs", [])]
    assert "Marked by hand: 3.25 of 7 points.\nLate: 20 % off, 0.65 points." in shown[1]


def test_question_of_ones_own_in_our_notebook(teaching, small_course, run, students):
    """A cell that an instructor adds waits for a mark by hand, a test of theirs as well; the exercises are graded."""
    from nbgrader.api import Gradebook

    source = teaching / "source" / UNIT / f"{UNIT}.ipynb"
    notebook = json.loads(source.read_text())
    kinds = {"why": ("markdown", True), "their_test": ("code", False)}
    for name, (kind, solution) in kinds.items():
        own = {"grade_id": name, "grade": True, "solution": solution, "locked": not solution, "points": 4}
        cell = {"cell_type": kind, "id": name, "source": "assert True", "metadata": {}}
        cell["metadata"]["nbgrader"] = {"schema_version": 3, "task": False, **own}
        notebook["cells"].append(cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
    source.write_text(json.dumps(notebook))
    run(teaching, "nbgrader", "generate_assignment", UNIT, "--force")
    place = teaching / "submitted" / "ada" / UNIT
    shutil.copytree(teaching / "release" / UNIT, place)
    (place / "timestamp.txt").write_text("2026-10-05 12:00:00.000000 UTC")
    filled = students.fill_in(json.loads((place / f"{UNIT}.ipynb").read_text()), students.right())
    next(cell for cell in filled["cells"] if cell["id"] == "why")["source"] = "Because."
    (place / f"{UNIT}.ipynb").write_text(json.dumps(filled))

    done = run(teaching, "nbgrader", "autograde", UNIT)

    assert "The test their_test is not run in a notebook of the grader's" in done.stderr
    assert scores(teaching, "ada") == (20.5, 28.5)
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        grades = {grade.name: grade for grade in gradebook.find_submission_notebook(UNIT, UNIT, "ada").grades}
        assert {name for name, grade in grades.items() if grade.needs_manual_grade} == {"why", "their_test"}
        assert {grades[name].auto_score for name in kinds} == {None}


def test_commands_in_the_nbgrader_folder(teaching, hand_in, run, students):
    """There `grader extend`, `adjust` and `export` mean the course and the gradebook that its settings name."""
    hand_in("ada", students.right(), "2026-10-07 12:00:00.000000 UTC")
    run(teaching, "grader", "collect", "submitted")
    assert (teaching / "grader.db").is_file()
    assert "ada,8.00,5.60,2.80,16.40" in run(teaching, "grader", "export", "csv").stdout

    run(teaching, "grader", "extend", "ada", UNIT, "--days", "3")
    assert "ada,10.00,7.00,3.50,20.50" in run(teaching, "grader", "export", "csv").stdout
    run(teaching, "grader", "export", "nbgrader")
    assert scores(teaching, "ada") == (20.5, 20.5)

    (teaching / "nbgrader_config.py").write_text("c.EngineGrades.course = find_it()\n")
    assert "say --course and --gradebook" in run(teaching, "grader", "export", "csv", code=2).stderr

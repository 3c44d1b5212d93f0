"""Grading again: the difference is shown before it is kept, and a grade can be replayed."""

import os
import re
import subprocess
import sys

import pytest
from classroom import Classroom

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux only")
EASIER = '''\
import pytest


@pytest.mark.points(3)
def test_many(student):
    """Of random numbers"""
    assert student.f(0) == 0


@pytest.mark.points(0)
def test_new(student):
    """Of one"""
    assert student.f(1) is not None
'''


def grade_three(room):
    """Have a class of three hand in, ada what is right, bob what is wrong, cleo what no Python reads; and grade it."""
    room.hand_in("ada")
    room.hand_in("bob", text="def f(x):\n    return x * x\n")
    room.hand_in("cleo", text="def f(x:\n")
    room.collect()
    return room


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory):
    """Give a graded class of three, to be copied."""
    return grade_three(Classroom(tmp_path_factory.mktemp("graded")))


@pytest.fixture
def graded(tmp_path, graded_once):
    """Give a class of three that was graded by the first tests."""
    return Classroom(tmp_path, like=graded_once)


@pytest.fixture
def graded_here(classroom):
    """The same, graded in the folder where it is: what a failing assert shows can hold the folder's name."""
    return grade_three(classroom)


def points(classroom):
    return {student: row["points"] for (student, slug), row in classroom.results().items() if slug == "twice"}


def test_what_changes_is_shown_by_student_and_test_and_kept_only_when_told(graded):
    """--dry-run shows it and keeps nothing, --yes keeps it; who does not change is only counted."""
    before = points(graded)
    graded.write_hidden("twice", EASIER)

    shown = graded.run("grade", "--dry-run").stdout
    assert re.search(r"bob +2\.5 -> 10 +\+7\.5\n +✗ -> ✓  Of random numbers\n", shown)
    assert "ada" not in shown
    assert "1 of 3 change: 1 up, 0 down" in shown
    assert "Nothing was kept" in shown
    assert points(graded) == before == {"ada": "10.00", "bob": "2.50", "cleo": "0.00"}

    kept = graded.run("grade", "--yes").stdout
    assert "Kept: 1 grades changed" in kept
    assert points(graded) == {"ada": "10.00", "bob": "10.00", "cleo": "0.00"}
    assert "Nothing is to be graded" in graded.run("grade").stdout


def test_nobody_to_ask_is_told_before_anything_is_graded(graded):
    """Without a terminal it takes --yes or --dry-run."""
    graded.write_hidden("twice", EASIER)

    done = graded.run("grade", expect=2, stdin=subprocess.DEVNULL)
    assert "say --yes" in done.stderr
    assert "Grading" not in done.stderr


@pytest.mark.parametrize(("answer", "after"), [("y\n", "10.00"), ("n\n", "2.50"), ("\n", "2.50")])
def test_on_a_terminal_it_asks(graded, answer, after):
    """Yes keeps it; no, and only the Enter key, do not."""
    graded.write_hidden("twice", EASIER)
    main, terminal = os.openpty()
    process = subprocess.Popen(
        graded.command("grade"), stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    os.close(terminal)
    os.write(main, answer.encode())
    said, _ = process.communicate(timeout=120)
    os.close(main)

    assert "Keep these grades? [y/N]" in said
    assert process.returncode == 0
    assert points(graded)["bob"] == after


def test_collect_says_what_a_changed_test_did(graded):
    """It grades what is pending again, keeps both grades, and shows who has another now."""
    graded.write_hidden("twice", EASIER)

    shown = graded.collect().stdout
    assert "Graded before, by other tests" in shown
    assert re.search(r"bob +2\.5 -> 10", shown)
    assert "before" not in graded.collect().stdout


def test_exercises_and_students_choose_what_is_graded_again(graded):
    """Named ones are graded whatever they have; others are left alone."""
    graded.hand_in("ada", "half")
    graded.collect()

    shown = graded.run("grade", "twice", "--student", "bob", "--yes").stdout
    assert "none of 1 changes" in shown
    assert "none of 3 changes" in graded.run("grade", "twice", "--dry-run").stdout
    everything = graded.run("grade", "--all", "--dry-run").stdout
    assert "none of 3 changes" in everything
    assert "none of 1 changes" in everything
    assert "did you mean bob?" in graded.run("grade", "--student", "bobb", expect=2).stderr
    assert "there is no exercise" in graded.run("grade", "twise", expect=2).stderr


def test_what_has_no_grade_yet_is_graded_without_a_question(graded):
    """There is nothing to compare it with."""
    graded.hand_in("dora")
    graded.collect("--no-grade")

    assert "would be graded" in graded.run("grade", "--dry-run").stdout
    assert points(graded)["dora"] is None
    assert "Graded 1 of 1" in graded.run("grade").stdout
    assert points(graded)["dora"] == "10.00"


def test_an_adjustment_survives_regrades(graded):
    """It is added to whatever was earned, by the first tests and by the others."""
    graded.run("adjust", "bob", "twice", "--add", "0.25", "--reason", "a comment worth it", "--by", "ms smith")
    assert points(graded)["bob"] == "2.75"
    graded.write_hidden("twice", EASIER)
    graded.run("grade", "--yes")

    row = graded.results()["bob", "twice"]
    assert (row["points"], row["earned"]) == ("10.25", "10.00")
    assert row["adjustments"][0]["by"] == "ms smith"


def test_graders_that_fail_leave_the_grades_as_they_were(graded):
    """The exit code tells, the reason is named, and the next try grades."""
    graded.write_hidden("twice", "raise RuntimeError('the author slipped')\n")

    done = graded.run("grade", "--yes", expect=1)
    assert "the author slipped" in done.stderr
    assert points(graded) == {"ada": "10.00", "bob": "2.50", "cleo": "0.00"}
    graded.write_hidden("twice", EASIER)
    graded.run("grade", "--yes")
    assert points(graded)["bob"] == "10.00"


def test_a_grade_is_replayed_bit_for_bit(graded_here):
    """The same submission by the same tests gives the same, down to every text; where it came from is said."""
    for student in ("ada", "bob", "cleo"):
        said = graded_here.run("replay", student, "twice").stdout
        assert "The same, bit for bit" in said
        row = graded_here.results()[student, "twice"]
        assert row["sha256"] in said
        assert re.search(r"version [0-9a-f]{16}\n", said)
        assert re.search(r"toolkit  [\w.]+, Python [\d.]+", said)
        assert re.search(r"seed  \d+", said)


def test_a_replay_says_what_differs_and_why(graded):
    """Changed tests are named as the reason; nothing is kept of it."""
    before = points(graded)
    graded.write_hidden("twice", EASIER)

    said = graded.run("replay", "bob", "twice", expect=1).stdout
    assert "its tests, its reference or its line in course.yaml were changed" in said
    assert "grade: graded, 2.50 of 10 -> graded, 10.00 of 10" in said
    assert "✗ -> ✓  Of random numbers" in said
    assert points(graded) == before


def test_a_submission_that_differs_from_run_to_run_is_told(classroom):
    """What it printed is no grade, and still not the same bits."""
    classroom.hand_in("eve", text="import time\ndef f(x):\n    print(time.time_ns())\n    return 2 * x\n")
    classroom.collect()

    said = classroom.run("replay", "eve", "twice", expect=1).stdout
    assert "same outcome, other output" in said


def test_any_attempt_can_be_replayed(graded_here):
    """The Nth by time; what was never graded, or never handed in, is told."""
    graded_here.hand_in("bob", when=1_790_000_500)
    graded_here.collect()

    assert "2.50 of 10" in graded_here.run("replay", "bob", "twice", "--attempt", "1").stdout
    assert "10.00 of 10" in graded_here.run("replay", "bob", "twice").stdout
    assert "has 2 attempts" in graded_here.run("replay", "bob", "twice", "--attempt", "3", expect=2).stderr
    assert "handed in nothing" in graded_here.run("replay", "bob", "half", expect=2).stderr
    graded_here.hand_in("zoe")
    graded_here.collect("--no-grade")
    assert "was not graded yet" in graded_here.run("replay", "zoe", "twice", expect=2).stderr
    graded_here.hand_in("zoe", when=1_790_000_500, text="def f(x):\n    return x + x\n")
    graded_here.collect()
    said = graded_here.run("replay", "zoe", "twice", "--attempt", "1", expect=2).stderr
    assert "attempt 1 does not count, and was never graded" in said


def test_best_of_several_attempts_is_what_counts(graded):
    """With `keep: best` every attempt is graded, and the best counts after lateness."""
    text = (graded.root / "course.yaml").read_text()
    (graded.root / "course.yaml").write_text(text.replace("title: C\n", "title: C\nkeep: best\n"))
    graded.hand_in("ada", text="def f(x):\n    return 0\n", when=1_790_000_500)
    graded.collect()

    assert points(graded)["ada"] == "10.00"
    assert "10.00 of 10" in graded.run("replay", "ada", "twice").stdout
    (graded.root / "course.yaml").write_text(text)
    assert points(graded)["ada"] == "0.00"


def test_times_that_students_chose_can_be_overruled(classroom):
    """With --not-before a file that says that it is old is as late as the rest; a later one keeps its time."""
    path = classroom.root / "course.yaml"
    text = path.read_text().replace("units:", "late: {percent_per_day: 10}\nunits:", 1)
    path.write_text(text.replace("title: One\n", "title: One\n    due: 2026-09-01T12:00:00\n"))
    classroom.hand_in("ada", when=0)
    classroom.hand_in("bob", when=1_788_436_800)  # 2026-09-03T12:00Z
    classroom.collect("--jobs", "1", "--not-before", "2026-09-01T18:00")

    assert points(classroom) == {"ada": "9.00", "bob": "8.00"}
    assert "none of them new" in classroom.collect().stdout
    assert "is not a date and time" in classroom.collect("--not-before", "soon", expect=2).stderr


def test_hostile_texts_do_nothing_to_the_terminal(classroom):
    """Names, messages and titles are printed, not obeyed."""
    classroom.hand_in("[red]é<b>", text="def f(x):\n    raise ValueError('\\x1b]0;owned\\x07')\n")
    classroom.collect()
    classroom.write_hidden("twice", EASIER)
    name = "[red]é<b>"
    for words in (
        ["grade", "--yes"],
        ["replay", name, "twice"],
        ["adjust", name, "twice", "--add=1", "--reason=\x1b[2J"],
    ):
        done = classroom.run(*words, expect=None)
        assert not set("\x1b\x07\x9b") & set(done.stdout + done.stderr), (words, sys.platform)

"""The course's hints: a few for each exercise, in whole sentences, and nothing of the hidden tests."""

import re
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.workbook import read_hints

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
WITH_HINTS = [exercise for exercise in COURSE.exercises if exercise.hints_file.exists()]


def test_nearly_every_exercise_has_hints():
    """One that is new may be without for a while."""
    assert len(WITH_HINTS) >= 24


@pytest.mark.parametrize("exercise", WITH_HINTS, ids=lambda exercise: exercise.id)
def test_hints_are_a_few_sentences_each(exercise):
    """Two to four hints, each short, with a heading of its own."""
    hints = read_hints(exercise)

    assert 2 <= len(hints) <= 4
    assert len({hint.title for hint in hints}) == len(hints)
    for hint in hints:
        assert 60 <= len(hint.text) <= 600, hint.title
        assert hint.text.rstrip()[-1] in ".?!)", hint.title


@pytest.mark.parametrize("exercise", WITH_HINTS, ids=lambda exercise: exercise.id)
def test_hints_name_no_hidden_test(exercise):
    """What is hidden stays hidden, and a hint names only exercises that there are."""
    text = exercise.hints_file.read_text(encoding="utf-8")

    assert not set(re.findall(r"\w+", text)) & set(re.findall(r"def (test_\w+)", exercise.hidden_tests.read_text()))
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", text)) - set(re.findall(r"\w+", exercise.stub.read_text()))
    known = {other.id for other in COURSE.exercises} | set(re.findall(r"\w+", exercise.reference.read_text()))
    known |= {"loss_curve_", "classes_"}
    assert named <= known, named - known

"""`%numbers` and `%check` where every student has other numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.jupyter.magic import CheckMagic
from grader.variant import draw_variant

ROOT = Path(__file__).resolve().parents[2]
SLUG = "by_hand_neuron"
ANSWER = "# exercise: by_hand_neuron\nproducts = [1.0, 2.0, 3.0]\nnet_input = 1\nrelu_output = 1\nsigmoid_output = 1"


@pytest.fixture
def magic(handout, magic_of) -> CheckMagic:
    """The magics of a notebook in that folder, which nobody has named themselves in."""
    (handout / ".grader" / "progress.json").unlink(missing_ok=True)
    return magic_of(handout, ANSWER)


def numbers_of(student: str) -> list[str]:
    course = load_course(ROOT)
    return [f"{name} = {value!r}" for name, value in draw_variant(course.id, course.exercise(SLUG), student).items()]


def test_numbers_are_those_of_who_is_named(magic):
    """They are shown as they would be written, for the name, and for the same name when asked again."""
    first, again = magic.numbers(f"{SLUG} ada"), magic.numbers(SLUG)

    for shown in (first, again):
        assert [line.strip() for line in repr(shown).splitlines()][1:4] == numbers_of("ada")
        assert "The numbers of ada" in shown._repr_html_()
    assert [line.strip() for line in repr(magic.numbers(f"{SLUG} 'Bo Li'")).splitlines()][1:4] == numbers_of("Bo Li")


def test_name_is_remembered_in_the_folder(magic):
    """A kernel that is started anew knows who it was."""
    magic.numbers(f"{SLUG} ada")

    other = CheckMagic(magic._shell)

    assert "numbers of ada" in repr(other.numbers(SLUG))


def test_hub_names_the_student(magic, monkeypatch):
    """On a hub the user's name is the one by which nbgrader knows them."""
    monkeypatch.setenv("JUPYTERHUB_USER", "grace")

    assert "The numbers of grace" in repr(magic.numbers(SLUG))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (SLUG, f"`%numbers {SLUG} NAME` shows them"),
        ("", "write the name of an exercise"),
        ("sgd", "the same numbers for everybody"),
        ("nowhere", "there is no exercise called 'nowhere'"),
        (f"{SLUG} ../ada", "names no student"),
        (f"{SLUG} <b>x</b>", "names no student"),
    ],
)
def test_sentence_where_there_is_nothing_to_show(magic, line, words):
    """Nobody is named, or the exercise has no numbers: what to type instead."""
    assert words in repr(magic.numbers(line))


def test_name_is_shown_as_text(magic):
    """A name is no markup."""
    shown = magic.numbers(f"{SLUG} a<b>&c")

    assert "a<b>" not in shown._repr_html_()
    assert "a&lt;b&gt;&amp;c" in shown._repr_html_()


def test_check_tells_whose_numbers_count(magic):
    """A check shows the numbers, or how to see them, above its marks."""
    assert f"`%numbers {SLUG} NAME` shows them" in repr(magic.check(SLUG))

    magic.numbers(f"{SLUG} ada")

    assert "The numbers of ada: " + "; ".join(numbers_of("ada")) in repr(magic.check(SLUG))


def test_personal_handout_holds_the_numbers_itself(tmp_path):
    """`grader release --student` fills them in; its notebook needs no cell that asks for them."""
    command = [sys.executable, "-m", "grader", "release", str(tmp_path / "out"), "--notebooks", "--course", str(ROOT)]
    subprocess.run([*command, "--student", "ada"], check=True, capture_output=True)

    (path,) = tmp_path.glob("out/**/one_neuron.ipynb")
    text = path.read_text()

    assert "made_for = 'ada'" in text
    assert "%numbers" not in text

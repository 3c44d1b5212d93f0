"""How an answer was read reaches whoever reads the result: on the terminal as text, on a page as MathML."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import Mismatch
from grader.model import Reading
from grader.report.mathml import formula_html
from grader.symbolic import assert_formula, assert_readable, assert_steps, readings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_noted():
    """Begin and end with no reading noted."""
    readings.take()
    yield
    readings.take()


def check(folder, *words):
    """Run `grader check` in a course."""
    return CliRunner().invoke(main, ["check", *words, "--course", str(folder)])


@pytest.fixture
def course(tmp_path):
    """A course as a student has it, with right answers in sigmoid_derivative."""
    shutil.copy(ROOT / "course.yaml", tmp_path)
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    right = ROOT / "solutions/sigmoid_derivative/right/latex_notation.py"
    shutil.copy(right, tmp_path / "exercises/sigmoid_derivative/sigmoid_derivative.py")
    return tmp_path


def test_assertions_note_readings_once():
    """Every assertion notes how the answer was read, also where it fails; the same reading is noted once."""

    assert_formula("s(1-s)", "s-s^2", ["s"])
    assert_readable("s*(1-s)", ["s"])
    with pytest.raises(Mismatch):
        assert_formula("2s", "s", ["s"])
    assert_steps(["s - s^2", "s(1-s)"], start="s(1-s)", final="s-s^2", variables=["s"])

    taken = readings.take()
    assert [reading.text for reading in taken] == ["s·(1 − s)", "2·s", "s − s²"]
    assert all(reading.mathml.startswith("<math") for reading in taken)
    assert readings.take() == ()


def test_a_name_goes_with_what_is_said():
    """Where a check asks for several answers, the name says which one is meant, right or wrong."""

    assert_readable("x(a-y)", ["a", "y", "x"], name="dw")
    with pytest.raises(Mismatch, match=r"^db: The answer is empty"):
        assert_readable("", ["a", "y", "x"], name="db")
    with pytest.raises(Mismatch, match=r"^db: "):
        assert_formula("x", "a-y", ["a", "y", "x"], name="db")

    assert [reading.text for reading in readings.take()] == ["dw = x·(a − y)", "db = x"]


def test_few_readings_are_kept():
    """A check that reads hundreds of formulas keeps a few of them."""

    for number in range(50):
        readings.note(f"s + {number}", "<math/>" * 10_000)

    taken = readings.take()
    assert len(taken) == readings.MOST
    assert {reading.mathml for reading in taken} == {""}


def test_check_shows_how_right_answers_were_read(course):
    """`grader check` shows the reading below a passed test, each step on a line, and no points where there are none."""

    done = check(course, "sigmoid_derivative")

    assert done.exit_code == 0, done.output
    assert "      Read as  s·(1 − s)\n" in done.output
    assert "      Read as  (0·(1 + e⁻ᶻ) − 1·(−e⁻ᶻ))/(1 + e⁻ᶻ)²\n               e⁻ᶻ/(1 + e⁻ᶻ)²\n" in done.output
    assert "0/0" not in done.output
    assert "0 points" not in done.output
    assert "3 of 3 visible tests pass" in done.output


def test_check_tells_programs_the_same(course):
    """--json has the reading as the message of the test."""

    tests = json.loads(check(course, "sigmoid_derivative", "--json").output)["results"][0]["tests"]

    assert tests[1]["message"] == "Read as s·(1 − s)"


def test_a_formula_on_a_page():
    """A reading becomes MathML with its text as the title, or its text alone."""

    assert_readable("s^2/2", ["s"])
    html = formula_html(readings.take()[0])

    assert html.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML" title="s²/2">')
    assert "<msup>" in html
    assert formula_html(Reading(text="s < 1")) == "s &lt; 1"


def test_every_sign_of_a_formula_gets_through(notations_cases):
    """What a page shows of a reading holds no escaped character: the signs of formulas are no attack."""

    for case in notations_cases:
        assert_readable(case.answer, case.variables, functions=case.functions)
        html = formula_html(readings.take()[0])

        assert html.startswith("<math "), case
        assert "\\" not in html, case


@pytest.mark.parametrize(
    "mathml",
    [
        "<script>alert(1)</script>",
        "<math><script>alert(1)</script></math>",
        '<math><mi href="javascript:alert(1)">x</mi><img src="x" onerror="alert(1)"/></math>',
        "<math><annotation-xml encoding='text/html'><b>x</b></annotation-xml></math>",
        "<!DOCTYPE math [<!ENTITY a 'aaaa'>]><math>&a;</math>",
        "<math><mi>",
        "<html><math/></html>",
    ],
)
def test_only_formulas_come_out(mathml):
    """What is no formula is never put on a page, whoever wrote it into the gradebook."""

    assert formula_html(Reading(text="<b>s</b>", mathml=mathml)) == "&lt;b&gt;s&lt;/b&gt;"


def test_attributes_are_dropped():
    """An element keeps its name and its text only."""

    html = formula_html(Reading(text="x", mathml='<math><mi onclick="alert(1)" style="x">x</mi></math>'))

    assert html == '<math xmlns="http://www.w3.org/1998/Math/MathML" title="x"><mi>x</mi></math>'

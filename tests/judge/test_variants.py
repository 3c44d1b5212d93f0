"""Numbers that differ from student to student: drawn alike everywhere, and never taken from what a file claims."""

import pytest

from grader.course import Exercise
from grader.errors import CourseError
from grader.model import Limits, Outcome, Status
from grader.variant import EXAMPLE, Numbers, Variant, draw_variant, fill, without_numbers

DRAW = """
def draw(numbers):
    return {"a": numbers.integer(1, 10**9), "w": (numbers.decimal(-1, 1), 0.5)}
"""
DOUBLE = """
from grader.errors import Mismatch

def test_double(answers, variant):
    '''Twice your number'''
    if answers["double"] != 2 * variant.a:
        others = answers["made_for"] != variant.student
        raise Mismatch("That is not twice your number.", "other-numbers" if others else "")
"""
STREAM, DECIMAL, SAMPLE = [5, -6, -7, -6, 1, -9, -8, 4], 1.4, ["b", "c", "a", "e"]
STUB = """\
# <your numbers>
made_for = ""
# </your numbers>
double = None
"""


@pytest.fixture
def doubling(make_exercise):
    """An exercise whose number depends on the student."""
    exercise = make_exercise(DOUBLE)
    exercise.variant_file.write_text(DRAW)
    return exercise


def answer_of(exercise, student, claimed=None):
    """Give the right answer of one student, in a file that says whose it is."""
    number = draw_variant("course", exercise, student).a
    return f"made_for = {claimed or student!r}\ndouble = {2 * number}\n"


def test_a_student_is_judged_by_their_own_numbers(doubling, judge):
    """Each answer passes for the student whose numbers it holds, and for nobody else."""
    for student in ("ada", "bo"):
        (own,) = judge(doubling, answer_of(doubling, student), student=student)
        (other,) = judge(doubling, answer_of(doubling, student), student="someone")
        assert (own.points, other.points) == (10, 5)


def test_what_the_file_claims_is_not_believed(doubling, judge):
    """Bo's answers under bo's name are wrong when ada hands them in, and she is told why."""
    (result,) = judge(doubling, answer_of(doubling, "bo"), student="ada")

    (test,) = [test for test in result.tests if test.hidden]
    assert (test.outcome, test.diagnosis) == (Outcome.FAILED, "other-numbers")


def test_a_bank_is_judged_by_the_numbers_it_was_made_for(doubling, judge):
    """`numbers_of` stands above the names under which a bank's files are handed in."""
    results = judge(doubling, answer_of(doubling, EXAMPLE), student="right-1", numbers_of=EXAMPLE)

    assert [result.points for result in results] == [10]


def test_capitals_and_spellings_of_an_id_are_one_person(doubling):
    """Who typed `Ada` when starting and is called `ada` by the platform has the same numbers."""
    drawn = [dict(draw_variant("course", doubling, name)) for name in ("ada", "Ada", " ADA ", "\uff21da")]

    assert drawn == [drawn[0]] * 4
    assert dict(draw_variant("course", doubling, "adb")) != drawn[0]
    assert dict(draw_variant("another", doubling, "ada")) != drawn[0]


def test_numbers_are_the_same_for_ever():
    """The stream is written down here: a change of it would change marks."""
    numbers = Numbers("course", "exercise", "ada")

    assert [numbers.integer(-9, 9) for _ in range(8)] == STREAM
    assert numbers.decimal(-1.5, 1.5) == DECIMAL
    assert numbers.sample("abcdef", 4) == SAMPLE


def test_draws_stay_in_their_ranges():
    """Both ends are reached, nothing beyond them, and a sample holds nothing twice."""
    numbers = Numbers("x")

    assert {numbers.integer(-2, 2) for _ in range(200)} == {-2, -1, 0, 1, 2}
    assert {numbers.decimal(0.1, 0.3) for _ in range(200)} == {0.1, 0.2, 0.3}
    assert {numbers.choice("ab") for _ in range(50)} == {"a", "b"}
    assert all(sorted(numbers.sample(range(5), 5)) == [0, 1, 2, 3, 4] for _ in range(20))
    with pytest.raises(ValueError, match="no whole number"):
        numbers.integer(1, 0)


def test_a_changed_draw_is_a_changed_exercise(doubling):
    """What draws the numbers decides a grade, so it is part of the exercise's version."""

    def version():
        return Exercise(
            doubling.id, "T", "code", doubling.points, Limits(), doubling.root, doubling.entry_digest
        ).version

    before = version()
    doubling.variant_file.write_text(DRAW + "\n")
    changed = version()
    doubling.variant_file.unlink()

    assert len({before, changed, version()}) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no function draw"),
        ("def draw(numbers):\n    return [1]\n", "list"),
        ("def draw(numbers):\n    return {}\n", "dict"),
        ("def draw(numbers):\n    return 1 / 0\n", "ZeroDivisionError"),
        ("def draw(:\n", "SyntaxError"),
    ],
)
def test_a_wrong_variant_file_is_the_authors_mistake(doubling, judge, text, found):
    """Drawing that cannot work is told by file, and is an error of the grader's, never a zero."""
    doubling.variant_file.write_text(text)

    with pytest.raises(CourseError, match=r"variant\.py: draw\(numbers\)") as caught:
        draw_variant("course", doubling, "ada")
    assert found in str(caught.value)
    (result,) = judge(doubling, "double = 1\n")
    assert (result.status, result.points) == (Status.ERROR, None)


def test_a_stub_is_filled_in_its_place_only():
    """The block gets the student's lines; what stands around it stays byte for byte, also with Windows line ends."""
    variant = Variant("o'hara", {"x": (0.4, -1.2), "b": 3})

    filled = fill("before\n" + STUB, variant, ".py")
    again = fill(filled, Variant("bo", {"x": (1,), "b": 2}), ".py")
    windows = fill(STUB.replace("\n", "\r\n"), variant, ".py")

    assert filled == (
        'before\n# <your numbers>\nmade_for = "o\'hara"\nx = (0.4, -1.2)\nb = 3\n# </your numbers>\ndouble = None\n'
    )
    assert "made_for = 'bo'\nx = (1,)\nb = 2\n# </your" in again
    assert windows.count("\r\n") == windows.count("\n") == 6
    assert without_numbers(filled) == without_numbers("before\n" + STUB) == "before\ndouble = None\n"


@pytest.mark.parametrize("text", ["", "x = 1\n", "# <your numbers>\nx = 1\n", "# </your numbers>\n# <your numbers>\n"])
def test_a_file_without_its_markers_is_left_alone(text):
    """Somebody deleted the place for the numbers: nothing is written anywhere."""
    assert fill(text, Variant("ada", {"x": 1}), ".py") == text
    assert without_numbers(text) == text

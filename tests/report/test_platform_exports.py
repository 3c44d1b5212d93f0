"""Points as Canvas, Moodle and Gradescope take them back."""

import csv
import dataclasses
import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from grader.errors import GraderError
from grader.model import Outcome, Standing, Status
from grader.report import export_canvas, export_gradescope, export_moodle


def table(text):
    """Give the rows as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def results(make_result):
    """Give three students: two with a platform's number, one without."""
    return [
        make_result("adalovelace_1001", points=Decimal("8.5")),
        make_result("adalovelace_1001", exercise="sgd", points=Decimal(3)),
        make_result("Bob B_1002", exercise="sgd", status=Status.ERROR, points=None),
        make_result("cleo", points=Decimal(0)),
    ]


def test_canvas_gets_a_row_for_whoever_has_points(course, results):
    """The number is Canvas's own; who has no number comes by login; who has no points is not set."""
    rows = table(export_canvas(course, results, ["dan_1004"]))

    assert rows == [
        ["Student", "ID", "SIS Login ID", "Section", "The output of a neuron", "Stochastic gradient descent"],
        ["    Points Possible", "", "", "", "10.00", "10.00"],
        ["adalovelace", "1001", "", "", "8.50", "3.00"],
        ["cleo", "", "cleo", "", "0.00", ""],
    ]


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,The output of a neuron (55),Essay (56),stochastic Gradient descent (57),Now
    Points Possible,,,,,10,20,10,(read only)
"Lovelace, Ada",1001,s1,ada@x.org,A,,17,1,60
"B, Bob",1002,s2,bob@x.org,A,4,,2,30
"=cmd()",1003,s3,cleo,A,,,9
"Dan, D",1004,s4,dan,A,,,,
"""


def test_a_canvas_gradebook_is_filled_in(course, results):
    """Only the course's columns; a score that we have none for stays; others' rows and columns are left out."""
    rows = table(export_canvas(course, results, into="\ufeff" + CANVAS))

    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert rows == [
        [*head, "The output of a neuron (55)", "stochastic Gradient descent (57)"],
        ["    Points Possible", "", "", "", "", "10", "10"],
        ["Lovelace, Ada", "1001", "s1", "ada@x.org", "A", "8.50", "3.00"],
        ["'=cmd()", "1003", "s3", "cleo", "A", "0.00", "9"],
    ]


def test_a_canvas_login_that_ends_like_a_number_is_a_login(course, make_result):
    """Whoever is called max_1 is not the student with the number 1."""
    head = "Student,ID,SIS Login ID,Section,The output of a neuron (55)\n"
    both = [make_result("max_1", points=Decimal(4)), make_result("adalovelace_1001", points=Decimal(8))]
    rows = table(export_canvas(course, both, into=f"{head}M,2,max_1,A,\nO,1,one,A,\nL,1001,ada,A,\nB,3,1001,A,\n"))

    assert [(row[0], row[-1]) for row in rows[1:]] == [("M", "4.00"), ("L", "8.00")]


def test_who_was_renamed_on_the_platform_keeps_what_was_handed_in_under_both_names(course, make_result):
    """One number is one student; where the two names say different things, nobody loses either in silence."""
    names = [make_result("adak_1001", points=Decimal(8)), make_result("adal_1001", exercise="sgd", points=Decimal(3))]
    again = make_result("adal_1001", points=Decimal(8))
    worksheet = "Identifier,Grade\nParticipant 1001,\n"
    canvas = "Student,ID,Section,neuron_output,sgd\nL,1001,A,,\n"

    assert table(export_moodle(course, names))[1:] == [["Participant 1001", "11.00", "-"]]
    assert table(export_moodle(course, [*names, again], into=worksheet))[1] == ["Participant 1001", "11.00"]
    assert table(export_canvas(course, names, into=canvas))[1:] == [["L", "1001", "A", "8.00", "3.00"]]
    with pytest.raises(GraderError, match="adak_1001 and adal_1001 have one number and different points in neuron_out"):
        export_moodle(course, [*names, make_result("adal_1001", points=Decimal(5))])


def test_a_canvas_column_that_two_exercises_are_called_like_is_told(course, make_result):
    """The column of one is never filled with the points of the other; an exercise's id settles it."""
    twins = dataclasses.replace(
        course, exercises=tuple(dataclasses.replace(one, title="Neuron") for one in course.exercises)
    )
    results = [make_result("a_1", points=Decimal(8)), make_result("a_1", exercise="sgd", points=Decimal(3))]

    with pytest.raises(GraderError, match=r"'Neuron \(5\)' may be for neuron_output, sgd"):
        export_canvas(twins, results, into="Student,ID,Section,Neuron (5)\nA,1,x,\n")
    rows = table(export_canvas(twins, results, into="Student,ID,Section,sgd (5),neuron_output (6)\nA,1,x,,\n"))
    assert rows[1] == ["A", "1", "x", "3.00", "8.00"]


@pytest.mark.parametrize("text", ["\n", "a,b\n1,2\n", "Student,ID\nAda,1\n", "Student,ID,Essay (3)\nAda,1,2\n", "\0"])
def test_what_is_no_canvas_gradebook_is_told(course, results, text):
    """A sentence that says what is missing."""
    with pytest.raises(GraderError):
        export_canvas(course, results, into=text)


def test_a_title_that_canvas_drops_is_told(course, results):
    """Canvas would lose such a column without a word."""
    renamed = dataclasses.replace(course.exercises[0], title="Final Score of all")

    with pytest.raises(GraderError, match="give neuron_output another title"):
        export_canvas(dataclasses.replace(course, exercises=(renamed,)), results)


def test_moodle_gets_the_sum_for_each_participant(course, results):
    """Who has no number of Moodle's, or no points, is left out."""
    assert table(export_moodle(course, results)) == [
        ["Identifier", "Grade", "Last modified (grade)"],
        ["Participant 1001", "11.50", "-"],
    ]


MOODLE = """\
{bom}Identifier,Full name,Status,{grade},Maximum grade,Last modified (grade)
Participant 1001,=Ada,Submitted,,20,-
{participant}1002,Bob B,Submitted,5.00,20,-
Participant 7,Zoe,No submission,,20,"Monday, 5 October"
"""


@pytest.mark.parametrize(("grade", "participant"), [("Grade", "Participant "), ("Bewertung", "Teilnehmer/in")])
def test_a_moodle_worksheet_is_filled_in(course, results, grade, participant):
    """In the site's language; what we have nothing for stays as it was."""
    rows = table(export_moodle(course, results, into=MOODLE.format(bom="", grade=grade, participant=participant)))

    assert [row[3] for row in rows] == [grade, "11.50", "5.00", ""]
    assert rows[1] == ["Participant 1001", "'=Ada", "Submitted", "11.50", "20", "-"]
    assert rows[3][5] == "Monday, 5 October"


def test_what_a_teacher_wrote_into_a_moodle_worksheet_keeps_its_lines(course, results):
    """Moodle takes the comments back with the grades."""
    text = 'Identifier,Grade,Feedback comments\nParticipant 1001,,"Good\r\nwork, Ada"\n'

    assert table(export_moodle(course, results, into=text))[1] == ["Participant 1001", "11.50", "Good\nwork, Ada"]


@pytest.mark.parametrize("text", ["\n", "a,b\n1,2\n", "Identifier,Grade\n"])
def test_what_is_no_moodle_worksheet_is_told(course, results, text):
    """A sentence, and no file."""
    with pytest.raises(GraderError, match=r"grad|empty"):
        export_moodle(course, results, into=text)


def test_gradescope_gets_score_and_tests(make_course, make_result, make_test):
    """Visible tests in whole, hidden ones at the course's level, everything as plain text."""
    tests = (
        make_test(id="test_seen", hidden=False, outcome=Outcome.PASSED, points=Fraction(2), max_points=Fraction(2)),
        make_test(
            id="test_hidden", title="<b>\x1b[31m", hidden=True, outcome=Outcome.FAILED, points=Fraction(0),
            max_points=Fraction(1, 2), message="**wrong** \x1b]0;x\x07", detail="SECRET", hint="look",
        ),
    )  # fmt: skip
    result = make_result(points=Decimal("8.00"), tests=tests)
    standing = Standing(
        student="ada", exercise="neuron_output", points=Decimal("7.20"), result=result, late_percent=Decimal(10)
    )
    text = export_gradescope(make_course(feedback="hints"), [result], "ada", {("ada", "neuron_output"): standing})
    document = json.loads(text)

    assert document["score"] == 7.2
    assert "late, 10 %" in document["output"]
    seen, hidden = document["tests"]
    assert (seen["score"], seen["max_score"], seen["status"], seen["visibility"]) == (2, 2, "passed", "visible")
    assert (hidden["score"], hidden["max_score"], hidden["status"], hidden["visibility"]) == (
        0,
        0.5,
        "failed",
        "visible",
    )
    assert {test["output_format"] for test in document["tests"]} == {"text"}
    assert "look" in hidden["output"]
    assert "SECRET" not in text
    assert not set("\x1b\x07") & set(hidden["name"] + hidden["output"])


def test_gradescope_hides_what_the_course_hides(make_course, make_result, make_test):
    """With feedback `none` hidden tests are hidden there, and say nothing."""
    result = make_result(tests=(make_test(hidden=True, outcome=Outcome.FAILED, message="SECRET"),))
    (test,) = json.loads(export_gradescope(make_course(feedback="none"), [result], "ada"))["tests"]

    assert (test["visibility"], test["output"]) == ("hidden", "")

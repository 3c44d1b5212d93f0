"""The export for programs: the contract of docs and scripts, field by field."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model import Adjustment, Outcome, Standing, Status
from grader.report import export_csv, export_json

ROW_KEYS = ["student", "exercise", "status", "points", "max_points", "late_percent", "submitted_at", "sha256", "tests"]
TEST_KEYS = ["id", "title", "hidden", "outcome", "points", "max_points", "message", "diagnosis"]
ANY_TEXT = st.text(st.characters(), max_size=40)
FIXTURES_ARE_CONSTANT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def exported(*arguments, **options):
    """Give the rows of the JSON export."""
    return json.loads(export_json(*arguments, **options))["results"]


def sheet(*arguments):
    """Give the rows of the CSV export as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(export_csv(*arguments), newline="")))


def test_contract(course, make_result, make_test):
    """Keys, their order and the forms of values are those that users' scripts rely on."""
    test = make_test(hidden=True, outcome=Outcome.PASSED, points=Fraction(3), diagnosis="missing-bias")
    text = export_json(course, [make_result(points=Decimal(8), tests=(test,)), make_result(exercise="sgd")])
    document = json.loads(text)

    assert list(document) == ["course", "results"]
    assert document["course"] == "foundations"
    assert document["results"][0] == {
        "student": "ada",
        "exercise": "neuron_output",
        "status": "graded",
        "points": "8.00",
        "max_points": "10.00",
        "late_percent": 0,
        "submitted_at": "2026-10-01T12:00:00+00:00",
        "sha256": "ab" * 32,
        "tests": [
            {
                "id": "test_many_inputs",
                "title": "The net input of random neurons",
                "hidden": True,
                "outcome": "passed",
                "points": "3",
                "max_points": "3",
                "message": "",
                "diagnosis": "missing-bias",
            }
        ],
    }
    assert list(document["results"][0]) == ROW_KEYS
    assert list(document["results"][0]["tests"][0]) == TEST_KEYS
    assert text.endswith("}\n")


def test_every_student_and_exercise_has_a_row(course, make_result):
    """What was not handed in is a row too, by student and in the order of the course."""
    rows = exported(course, [make_result("bob", "sgd")], ["ada"])

    assert [(row["student"], row["exercise"], row["status"]) for row in rows] == [
        ("ada", "neuron_output", "missing"),
        ("ada", "sgd", "missing"),
        ("bob", "neuron_output", "missing"),
        ("bob", "sgd", "graded"),
    ]


def test_missing_row(course):
    """No submission has no points, which is not zero, and nothing else."""
    assert exported(course, [], ["ada"])[0] == {
        "student": "ada",
        "exercise": "neuron_output",
        "status": "missing",
        "points": None,
        "max_points": "10.00",
        "late_percent": 0,
        "submitted_at": None,
        "sha256": None,
        "tests": [],
    }


def test_invalid_row_says_why(course, make_result):
    """A file that cannot be compiled scores zero, and the row has the reason."""
    row = exported(course, [make_result(status=Status.INVALID, points=Decimal(0), message="line 7: no")])[0]

    assert (row["status"], row["points"], row["message"]) == ("invalid", "0.00", "line 7: no")


@pytest.mark.parametrize("points", [None, Decimal(0), Decimal(5)])
def test_error_row_has_no_score(course, make_result, points):
    """A failure of the grader is no zero, whatever stands in the result."""
    row = exported(course, [make_result(status=Status.ERROR, points=points, message="a worker died")])[0]

    assert (row["status"], row["points"], row["message"]) == ("error", None, "a worker died")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_outcomes(course, make_result, make_test, outcome):
    """Each outcome has the word of the contract."""
    row = exported(course, [make_result(tests=(make_test(outcome=outcome),))])[0]

    assert row["tests"][0]["outcome"] in {"passed", "failed", "timeout", "crashed", "not_checked", "error"}
    assert row["tests"][0]["outcome"] == outcome.value


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("8", "8.00"),
        ("7.5", "7.50"),
        ("0", "0.00"),
        ("-0.5", "-0.50"),
        ("6.666", "6.67"),
        ("6.665", "6.67"),
        ("6.6649", "6.66"),
        ("1E+2", "100.00"),
        ("10.00", "10.00"),
    ],
)
def test_points_have_two_decimals(course, make_result, points, text):
    """Points are strings, rounded half up."""
    result = make_result(points=Decimal(points))

    assert exported(course, [result])[0]["points"] == text
    assert sheet(course, [result])[1] == ["ada", text, "", text]


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(3), "3"),
        (Fraction(0), "0"),
        (Fraction(3, 10), "0.3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(5, 2), "2.5"),
        (Fraction(100), "100"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-1, 4), "-0.25"),
    ],
)
def test_points_of_tests_are_exact(course, make_result, make_test, points, text):
    """A test's points are decimals where they can be, and fractions where they cannot."""
    row = exported(course, [make_result(tests=(make_test(points=points, max_points=points),))])[0]

    assert row["tests"][0]["points"] == row["tests"][0]["max_points"] == text
    assert Fraction(text) == points


@pytest.mark.parametrize(
    ("feedback", "message"),
    [("none", "said"), ("names", "said"), ("hints", "said"), ("full", "said\nexpected 1, got 2")],
)
def test_values_only_with_full_feedback(make_course, make_result, make_test, feedback, message):
    """The sentence is exported always, the values when the course shows everything."""
    result = make_result(tests=(make_test(message="said", detail="expected 1, got 2", hidden=True),))

    assert exported(make_course(feedback=feedback), [result])[0]["tests"][0]["message"] == message


def test_output_is_not_exported(make_course, make_result, make_test):
    """What students printed is no part of the contract."""
    result = make_result(tests=(make_test(output="PRINTED", hint="HINT"),))

    assert "PRINTED" not in export_json(make_course(feedback="full"), [result])


def test_times_are_in_utc(course, make_result):
    """A time of any zone is exported as the same instant, with its zone."""
    zone = timezone(timedelta(hours=-7))
    row = exported(course, [make_result(submitted_at=datetime(2026, 10, 1, 20, 30, 0, 5, tzinfo=zone))])[0]

    assert row["submitted_at"] == "2026-10-02T03:30:00.000005+00:00"


def test_what_counts_is_exported_with_what_was_earned(course, make_result):
    """Lateness and adjustments change the points; what was earned, and who changed it and why, stands beside them."""
    adjusted = Adjustment(
        number=7, student="bob", exercise="neuron_output", sets=False, points=Decimal("0.50"),
        reason="=cmd() <b>", by="ms smith", at=datetime(2026, 10, 9, tzinfo=UTC),
    )  # fmt: skip
    late = make_result("bob", points=Decimal("8.50"))
    by_hand = Standing(
        student="cleo",
        exercise="sgd",
        points=Decimal("9.00"),
        adjustments=(msgspec.structs.replace(adjusted, sets=True),),
    )
    standings = {
        ("bob", "neuron_output"): Standing(
            student="bob", exercise="neuron_output", points=Decimal("7.30"), result=late,
            late_percent=Decimal(20), adjustments=(adjusted,),
        ),
        ("cleo", "sgd"): by_hand,
    }  # fmt: skip
    rows = exported(course, [make_result(), late], standings=standings)

    found = {(row["student"], row["exercise"]): row for row in rows}
    assert [row["late_percent"] for row in rows] == [0, 0, 20, 0, 0, 0]
    assert "earned" not in found["ada", "neuron_output"]
    bob = found["bob", "neuron_output"]
    assert (bob["points"], bob["earned"], bob["status"]) == ("7.30", "8.50", "graded")
    assert bob["adjustments"] == [
        {"number": 7, "kind": "add", "points": "0.50", "reason": "=cmd() <b>", "by": "ms smith",
         "at": "2026-10-09T00:00:00+00:00"}
    ]  # fmt: skip
    cleo = found["cleo", "sgd"]
    assert (cleo["points"], cleo["earned"], cleo["status"], cleo["sha256"]) == ("9.00", None, "graded", None)


@pytest.mark.parametrize(("percent", "written"), [("20", "20"), ("7.5", "7.5"), ("33.3", "33.3"), ("0", "0")])
def test_late_percent_is_written_as_its_digits(course, make_result, percent, written):
    """A percentage with decimals has no float noise."""
    result = make_result()
    standing = Standing(
        student="ada", exercise="neuron_output", points=result.points, result=result, late_percent=Decimal(percent)
    )

    assert f'"late_percent": {written},' in export_json(
        course, [result], standings={("ada", "neuron_output"): standing}
    )


def test_empty_class(course):
    """No students, no rows."""
    assert exported(course, []) == []
    assert sheet(course, []) == [["student", "neuron_output", "sgd", "total"]]


def test_same_input_same_text(course, make_result):
    """The order of the results does not matter."""
    results = [make_result(name, slug) for name in "cab" for slug in ("sgd", "neuron_output")]

    assert export_json(course, results) == export_json(course, results[::-1])
    assert export_csv(course, results) == export_csv(course, results[::-1])


@FIXTURES_ARE_CONSTANT
@given(text=ANY_TEXT)
def test_json_is_inert_and_exact(make_course, make_result, make_test, text):
    """The text can be shown on a terminal as it is, and reads back as it was, but for half surrogates."""
    test = make_test(id=text, title=text, message=text, diagnosis=text)
    document = export_json(make_course(id=text), [make_result(text, tests=(test,))])
    clean = re.sub("[\ud800-\udfff]", "\ufffd", text)

    document.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", document)
    for decoded in (json.loads(document), msgspec.json.decode(document)):
        assert decoded["course"] == clean
        (row, _) = decoded["results"]
        assert row["student"] == clean
        assert {row["tests"][0][key] for key in ("id", "title", "message", "diagnosis")} == {clean}

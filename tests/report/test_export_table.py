"""The export for spreadsheets: a row a student, exact sums, and no cell that is a formula."""

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model import Status
from grader.report import export_csv

ANY_TEXT = st.text(st.characters(), max_size=40)
FIXTURES_ARE_CONSTANT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def sheet(*arguments):
    """Give the rows of the CSV export as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(export_csv(*arguments), newline="")))


def test_table_of_a_class(course, make_result):
    """One row a student, one column an exercise, the total; no score is an empty cell."""
    results = [
        make_result("ada", points=Decimal(8)),
        make_result("ada", "sgd", points=Decimal("7.25")),
        make_result("bob", status=Status.INVALID, points=Decimal(0)),
        make_result("bob", "sgd", status=Status.ERROR, points=None),
    ]

    assert export_csv(course, results, ["cem"]) == (
        "student,neuron_output,sgd,total\nada,8.00,7.25,15.25\nbob,0.00,,0.00\ncem,,,0.00\n"
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u3000=1", "'\u3000=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        ("\n=1", "\\n=1"),
        ("\x00=1", "\\x00=1"),
        ("\u200b=1", "\\u200b=1"),
        ("\ufeff=1", "\\ufeff=1"),
        ("a=1", "a=1"),
        ("x;=1", "x;=1"),
        ('x"',) * 2,
        ("x,y",) * 2,
        ("Лев",) * 2,
        ("o'neil",) * 2,
        ("",) * 2,
        (" ada ",) * 2,
    ],
)
def test_no_formula_from_a_name(course, make_result, name, cell):
    """A name can never be a formula, and ordinary names stay as they are."""
    assert sheet(course, [make_result(name)])[1][0] == cell


@FIXTURES_ARE_CONSTANT
@given(names=st.lists(st.one_of(ANY_TEXT, st.text("=+-@,;\"'\t\r\n\\ x1", max_size=12)), max_size=5, unique=True))
def test_any_names_keep_the_table_whole(course, make_result, names):
    """Whatever students are called: one line each, four cells each, none of them active."""
    text = export_csv(course, [make_result(name) for name in names])
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert len(text.splitlines()) == len(rows) == len(names) + 1
    for row in rows:
        assert len(row) == 4
        assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", row[0])
    text.encode("utf-8")


@FIXTURES_ARE_CONSTANT
@given(name=st.one_of(ANY_TEXT, st.text("=+-@,;\"'\t x1", max_size=12)))
def test_no_formula_with_other_separators(course, make_result, name):
    """A spreadsheet that splits at semicolons or tabs finds no formula either."""
    line = export_csv(course, [make_result(name)]).splitlines()[1]

    for separator in ";\t":
        for cell in next(csv.reader([line], delimiter=separator)):
            assert not re.match(r"\s*[=+\-@]", cell)


def test_exercises_and_students_are_not_mixed_up(make_course, make_result):
    """Each cell stands under its exercise."""
    slugs = [f"e{number}" for number in range(12)]
    results = [make_result("ada", slug, points=Decimal(number)) for number, slug in enumerate(slugs)]
    head, row = sheet(make_course(*slugs), results[::-1])

    assert dict(zip(head, row, strict=True)) == {
        "student": "ada",
        **{slug: f"{number}.00" for number, slug in enumerate(slugs)},
        "total": "66.00",
    }


def test_totals_have_no_float_noise(make_course, make_result):
    """Ten times 0.1 is 1."""
    slugs = [f"e{number}" for number in range(10)]
    results = [make_result("ada", slug, points=Decimal("0.1")) for slug in slugs]

    assert sheet(make_course(*slugs), results)[1][-1] == "1.00"

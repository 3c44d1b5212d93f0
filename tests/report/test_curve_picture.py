"""A curve in words, in one line and as a picture: inert, finite, and true to the numbers."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Curve, Outcome
from grader.report import curve_svg, curve_words, student_result_lines, visible_test, write_report
from grader.report.curve import HEIGHT, SPARK_WIDTH, WIDTH, spark_line

SVG = "{http://www.w3.org/2000/svg}"


def curve(*values, title="Loss while learning", x="epoch", y="loss", first=0):
    """Make a curve with a number at each count."""
    return Curve(title=title, x=x, y=y, places=tuple(range(first, first + len(values))), values=values)


def parsed(one):
    """Give the picture's elements."""
    return ElementTree.fromstring(curve_svg(one))


def labels(one):
    """Give the texts in the picture."""
    return [element.text for element in parsed(one).iter(f"{SVG}text")]


def points(one):
    """Give the pairs of numbers of each line of the curve."""
    return [
        [tuple(map(float, pair.split(","))) for pair in element.attrib["points"].split()]
        for element in parsed(one).iter(f"{SVG}polyline")
    ]


def test_words_say_where_it_begins_and_ends():
    """The ends with their counts, the least value where it is not at an end, and where the numbers stop."""
    assert curve_words(curve(3.0, 2.0, 1.0, first=1)) == "3 at epoch 1, 1 at epoch 3"
    assert curve_words(curve(3.0, 0.5, 1.0)) == "3 at epoch 0, 1 at epoch 2; least 0.5 at epoch 1"
    assert curve_words(curve(1.0, 1e90, None, None)) == "1 at epoch 0, 1e90 at epoch 1; no number at epoch 2"
    assert curve_words(curve(None, None)) == "not one of its values is a number"


def test_one_line():
    """High signs for high values, an exclamation mark for what is no number, and never wider than it may be."""
    assert spark_line(curve(8.0, 4.5, 1.0)) == "█▅▁"
    assert spark_line(curve(1.0, 1.0)) == "▅▅"
    assert spark_line(curve(2.0, None)) == "▅!"
    assert len(spark_line(curve(*map(float, range(100))))) == SPARK_WIDTH


def test_picture_has_axes_with_words():
    """The axes say what they count, with round numbers, and the whole is told to who hears the page."""
    one = curve(*(10.0 - step for step in range(9)), y="cost")

    assert "epoch" in labels(one)
    assert "cost" in labels(one)
    assert {"0", "2", "4", "8", "10"} <= set(labels(one))
    assert parsed(one).attrib["role"] == "img"
    assert parsed(one).attrib["aria-label"] == "Loss while learning: 10 at epoch 0, 2 at epoch 8"


def test_line_follows_the_numbers():
    """Counts go to the right, larger values up, each at its distance."""
    [line] = points(curve(4.0, 2.0, 0.0))
    (x0, y0), (x1, y1), (x2, y2) = line

    assert x0 < x1 < x2
    assert math.isclose(x1 - x0, x2 - x1, abs_tol=0.2)
    assert y0 < y1 < y2
    assert math.isclose(y1 - y0, y2 - y1, abs_tol=0.2)


def test_far_apart_values_stand_on_a_logarithmic_scale():
    """Equal factors are equal distances, and the axis says so."""
    one = curve(1.0, 0.1, 0.01, 0.001)
    [line] = points(one)

    assert "loss, log scale" in labels(one)
    assert math.isclose(line[1][1] - line[0][1], line[3][1] - line[2][1], abs_tol=0.2)
    assert "loss" in labels(curve(1.0, 0.0)), "a logarithm of 0 there is none"


def test_gaps_stay_gaps():
    """Where there is no number the line is broken, and the place is marked."""
    one = curve(1.0, 0.8, None, 0.4, None, 0.2, 0.1)

    assert [len(line) for line in points(one)] == [2, 2, 2], "a single number is a dot: a line from it to itself"
    assert "stroke-dasharray" in curve_svg(one)


@pytest.mark.parametrize("values", [(None, None), (1.0, None), (None, 5.0, None)])
def test_nothing_to_join_is_no_picture(values):
    """Fewer than two numbers are told in words only."""
    assert curve_svg(curve(*values)) == ""


FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(FLOATS, min_size=2, max_size=60))
def test_every_curve_is_drawn_inside_its_frame(values):
    """Whatever the numbers, the picture is well-formed and every point of it within its frame."""
    one = curve(*values)
    assert len(spark_line(one)) == min(len(values), SPARK_WIDTH)
    assert curve_words(one)
    if not curve_svg(one):
        return
    for line in points(one):
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in line)
    assert not re.search(r'"[^"]*\b(nan|inf)\b', curve_svg(one).partition("font-family")[2])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "a\u202eb", "\x1b[31m", "&lt;"])
def test_words_are_inert(text):
    """What an author put into a title, a student's text perhaps, is text."""
    one = curve(2.0, 1.0, title=text, x=text, y=text)
    names = {element.tag.removeprefix(SVG) for element in parsed(one).iter()}

    assert names == {"svg", "line", "text", "polyline"}
    assert "\u202e" not in curve_svg(one)
    assert "\x1b" not in curve_svg(one)


def test_terminal(make_result, make_test):
    """Below its test, whether that passed or not; without blocks where the terminal has none."""
    one = curve(*(2.0 / (1 + step) for step in range(40)), x="iteration", first=1)
    for outcome in (Outcome.PASSED, Outcome.FAILED):
        result = make_result(points=Decimal(1), tests=(make_test(outcome=outcome, curves=(one,)),))
        lines = [line.plain for line in student_result_lines(result, width=80)]
        place = lines.index("      Loss while learning")
        assert lines[place + 1] == f"      {spark_line(one)}  2 at iteration 1, 0.05 at iteration 40"

        narrow = [line.plain for line in student_result_lines(result, width=50)]
        assert f"      {spark_line(one)}" in narrow
        assert all(len(line) <= 50 for line in narrow)

        plain = [line.plain for line in student_result_lines(result, width=80, encoding="ascii")]
        assert "      2 at iteration 1, 0.05 at iteration 40" in plain


@pytest.mark.parametrize(("feedback", "shown"), [("names", 0), ("hints", 0), ("full", 1)])
def test_a_hidden_test_s_curve_needs_full_feedback(feedback, shown, make_test):
    """A curve is made of hidden inputs, as values are; of a visible test it is always shown."""
    test = make_test(hidden=True, curves=(curve(2.0, 1.0),))

    assert len(visible_test(test, feedback).curves) == shown
    assert len(visible_test(make_test(hidden=False, curves=test.curves), feedback).curves) == 1


def test_page(tmp_path, course, make_result, make_test):
    """A student's page shows the picture with its words."""
    test = make_test(hidden=False, curves=(curve(2.0, 1.0),))
    write_report(tmp_path, course, [make_result(tests=(test,))])
    page = next((tmp_path / "students").glob("*.html")).read_text(encoding="utf-8")

    assert "Loss while learning <span" in page
    assert "2 at epoch 0, 1 at epoch 1" in page
    assert "<polyline" in page

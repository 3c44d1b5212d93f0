"""What the class table on the terminal and the class's page both show, they show alike."""

import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from html_page import page
from rich.console import Console

from grader.model import Adjustment, Standing, Status
from grader.report import class_table


@pytest.fixture
def both(report, course):
    """Give a maker of the words of table and page."""

    def make(results, standings=None):
        stream = io.StringIO()
        Console(file=stream, width=100).print(class_table(course, results, standings=standings))
        index = page(report(results, standings=standings) / "index.html")
        return " ".join(stream.getvalue().split()), index.words

    return make


@pytest.mark.parametrize(
    ("points", "average"), [(["0.05"], "0.1"), (["0.15"], "0.2"), (["0.25"], "0.3"), (["0.1", "0.2", "0.04"], "0.1")]
)
def test_an_average_is_rounded_half_up_in_both(both, make_result, points, average):
    """Neither to the even digit, nor by what a float makes of it."""
    table, index = both([make_result(f"s{place}", points=Decimal(text)) for place, text in enumerate(points)])

    assert f"average {average} " in table
    assert f"average {average} of 10" in index


@pytest.mark.parametrize(("points", "share"), [(["10", "2.5"], "63"), (["10", "2.7"], "64"), (["0"], "0")])
def test_the_class_has_one_average_in_percent(both, make_result, points, share):
    """Of what each student has, half up."""
    table, index = both([make_result(f"s{place}", points=Decimal(text)) for place, text in enumerate(points)])

    assert re.search(rf"average [\d.]+ [\d.]+ {share} handed in", table)
    assert f"{share} % on average" in index


def test_points_by_hand_are_marked_where_the_file_cannot_be_read(both, make_result):
    """They stand beside the mark that says that there are none."""
    result = make_result(status=Status.INVALID, points=Decimal(0), message="line 1: no")
    by_hand = Adjustment(
        number=1,
        student="ada",
        exercise="neuron_output",
        sets=True,
        points=Decimal(4),
        reason="Oral exam",
        by="ms smith",
        at=datetime(2026, 10, 9, tzinfo=UTC),
    )
    standing = Standing(
        student="ada", exercise="neuron_output", points=Decimal(4), result=result, adjustments=(by_hand,)
    )
    table, index = both([result], {("ada", "neuron_output"): standing})

    assert "ada 4 !* " in table
    assert "4 ! *" in index
    assert "* adjusted by hand" in table
    assert "* adjusted by hand" in index

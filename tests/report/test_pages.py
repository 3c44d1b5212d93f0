"""The report's pages: what is on them, for whom, the same each time, and readable by everyone."""

import re
import sys
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from html_page import page

from grader.errors import GraderError
from grader.model import Outcome, Status
from grader.report import write_report
from grader.report.pages import OUR_MARK


def test_index(report, make_result, make_test):
    """The class, the mistakes and each exercise are on one page."""
    failed = make_test(diagnosis="missing-bias")
    folder = report(
        [
            make_result("ada", tests=(failed,)),
            make_result("bob", "sgd", status=Status.ERROR, points=None, message="boom"),
        ],
        ["cem"],
        [("cem", "sgd")],
    )
    index = page(folder / "index.html")

    assert index.words.startswith(
        "Deep learning from one neuron Deep learning from one neuron 3 students · 2 exercises"
    )
    for words in (
        "The grader failed",
        "boom",
        "What went wrong most 1 of 1 neuron_output missing bias",
        "1 of 3 handed in · average 7.5 of 10",
        "? the grader failed: no score yet, and not zero",
        "… handed in, not graded yet",
        "– not handed in",
    ):
        assert words in index.words
    assert sorted(path.name for path in (folder / "students").iterdir()) == ["ada.html", "bob.html", "cem.html"]


@pytest.mark.parametrize(
    ("feedback", "seen"),
    [
        ("none", set()),
        ("names", {"TITLE"}),
        ("hints", {"TITLE", "MESSAGE", "HINT", "DIAGNOSIS"}),
        ("full", {"TITLE", "MESSAGE", "HINT", "DIAGNOSIS", "DETAIL", "OUTPUT"}),
    ],
)
def test_feedback_level_of_students_pages(report, make_course, make_result, make_test, feedback, seen):
    """A student's page can be handed to that student."""
    fields = ("title", "message", "hint", "diagnosis", "detail", "output")
    test = make_test(hidden=True, **{name: name.upper() for name in fields})
    folder = report([make_result(tests=(test,))], course=make_course(feedback=feedback))
    words = page(folder / "students" / "ada.html").words

    assert {name.upper() for name in fields if name.upper() in words} == seen
    assert ("0 of 1 hidden tests passed" in words) == (feedback == "none")


def test_other_feedback_level_on_demand(report, make_result, make_test):
    """An instructor can have pages for the own eyes."""
    folder = report([make_result(tests=(make_test(hidden=True, detail="DETAIL"),))], feedback="full")

    assert "DETAIL" in page(folder / "students" / "ada.html").words


def test_students_page(report, make_result, make_test):
    """Points, marks and what to learn from each test."""
    tests = (
        make_test(title="Worked", outcome=Outcome.PASSED, points=Fraction(3)),
        make_test(title="Random", message="Off by the bias.", hint="Add b.", diagnosis="missing-bias", output="z\n"),
        make_test(title="Large", outcome=Outcome.NOT_CHECKED, message="It needs Random."),
    )
    content = page(report([make_result(tests=tests)]) / "students" / "ada.html")

    assert "7.5 points · 75 % of what could be had so far" in content.words
    assert (
        "✓ Worked 3/3 ✗ Random missing bias Off by the bias. Hint: Add b. Printed by the submission z 0/3"
        in content.words
    )
    assert "○ Large It needs Random. 0/3" in content.words
    assert {"passed", "failed", "not checked"} <= set(content.values("aria-label"))
    assert "handed in 2026-10-01 12:00 UTC" in content.words


def test_other_states_on_a_students_page(report, make_result):
    """Invalid, failed by the grader, not graded and not handed in are said in words."""
    folder = report(
        [
            make_result("ada", status=Status.INVALID, points=Decimal(0), message="line 7: no"),
            make_result("bob", status=Status.ERROR, points=None, message="a worker died"),
        ],
        waiting=[("cem", "neuron_output"), ("cem", "sgd")],
    )
    words = {name: page(folder / "students" / f"{name}.html").words for name in ("ada", "bob", "cem")}

    assert "0 of 10" in words["ada"]
    assert "✗ line 7: no" in words["ada"]
    assert "not handed in" in words["ada"]
    assert "no score yet" in words["bob"]
    assert "not the student's fault. a worker died" in words["bob"]
    assert "not graded yet" in words["cem"]


def test_what_nobody_handed_in_is_one_line(report, make_course, make_result):
    """An exercise that the class has not come to has no column, no card and no section; it is named."""
    slugs = ("neuron_output", *(f"later_{number}" for number in range(20)))
    folder = report([make_result()], ["bob"], course=make_course(*slugs))
    index, ada = page(folder / "index.html"), page(folder / "students" / "ada.html")

    assert "21 exercises" in index.words
    assert index.words.count("later_7") == ada.words.count("later_7") == 1
    assert "Not handed in by anybody, and not counted: later_0 , later_1" in index.words
    assert "75 % of what could be had so far" in ada.words
    assert len(index.values("id")) == len({*index.values("id")})


def test_charts_say_what_they_show(report, make_result):
    """The distribution is drawn, and told to those who cannot see it."""
    results = [make_result(f"s{number}", points=Decimal(number)) for number in range(11)]
    content = page(report(results, waiting=[("s0", "sgd")]) / "index.html")

    assert content.tags.count("rect") == 10
    (label, other) = [value for value in content.values("aria-label") if value.startswith("Students by points")]
    assert "0 to 1 points: 1; 1 to 2 points: 1" in label
    assert "9 to 10 points: 2" in label
    assert "no scores yet" in other


def test_accessible_structure(report, make_result):
    """One main heading, a language, a title, table heads with their scope."""
    folder = report([make_result()])
    for path in (folder / "index.html", folder / "students" / "ada.html"):
        content = page(path)
        assert content.tags.count("h1") == content.tags.count("main") == content.tags.count("head") == 1
        assert "en" in content.values("lang")
        levels = [int(tag[1]) for tag in content.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    index = page(folder / "index.html")
    assert index.tags.count("th") == len(index.values("scope"))


def test_empty_class(report):
    """A report on nobody is a page that says so."""
    folder = report([])

    assert "No submissions yet." in page(folder / "index.html").words
    assert list((folder / "students").iterdir()) == []


def test_again_replaces_and_forgets(report, make_result):
    """A second report replaces the first: who is gone from the class has no page, other people's files stay."""
    folder = report([make_result("ada"), make_result("bob")])
    (folder / "students" / "notes.html").write_text("<p>mine</p>")
    (folder / "plan.txt").write_text("mine")
    report([make_result("ada")])

    assert sorted(path.name for path in (folder / "students").iterdir()) == ["ada.html", "notes.html"]
    assert (folder / "plan.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["index.html", "students/ada.html"])
def test_others_pages_of_the_same_name_stay(tmp_path, course, make_result, name):
    """A folder with a site of its own in it is refused before anything is written."""
    page_of_others = tmp_path / "site" / name
    page_of_others.parent.mkdir(parents=True)
    page_of_others.write_text("<p>mine</p>")

    with pytest.raises(GraderError, match="is no page of a report, and stays as it is"):
        write_report(tmp_path / "site", course, [make_result("ada"), make_result("bob")])
    assert [path for path in (tmp_path / "site").rglob("*") if path.is_file()] == [page_of_others]
    assert page_of_others.read_text() == "<p>mine</p>"


def test_same_class_same_bytes(report, make_result, make_test):
    """A report can be compared with the one before."""
    results = [make_result(name, tests=(make_test(),)) for name in ("ada", "bob")]
    first = {path.name: path.read_bytes() for path in report(results).rglob("*.html")}

    assert {path.name: path.read_bytes() for path in report(results[::-1]).rglob("*.html")} == first
    assert all(OUR_MARK.encode() in text for text in first.values())


def test_date_at_the_foot(report, make_result):
    """The time of writing is shown when it is given, in the course's time zone."""
    folder = report([make_result()], written_at=datetime(2026, 11, 1, 9, 5, tzinfo=UTC))

    assert "2026-11-01 09:05 UTC" in page(folder / "index.html").words


def test_place_that_cannot_be_written(tmp_path, course, make_result):
    """A file where the folder should be is a sentence."""
    (tmp_path / "report").write_text("x")

    with pytest.raises(GraderError, match="the report cannot be written"):
        write_report(tmp_path / "report", course, [make_result()])


def test_without_jinja2(tmp_path, course, monkeypatch):
    """A light install is told what to install, before anything is written."""
    monkeypatch.setitem(sys.modules, "jinja2", None)

    with pytest.raises(
        GraderError, match=r"a report needs jinja2, which is not installed: pip install 'grader\[all\]'"
    ):
        write_report(tmp_path / "report", course, [])
    assert not (tmp_path / "report").exists()

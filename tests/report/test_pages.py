"""The report as static pages."""

import re
import sys
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.model import Outcome, Status
from grader.report import write_report
from grader.report.pages import OUR_MARK, page_name

VOID = {"meta", "br", "line", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page: tags, attributes, text; refuses tags that do not close."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        """Note a tag that closes itself."""
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        """Note text outside of the style sheet."""
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self):
        """The text with single spaces."""
        return " ".join(" ".join(self.text).split())

    def values(self, name):
        """Give the values of an attribute."""
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture
def report(tmp_path, course):
    """Give a maker of reports that returns the folder."""

    def make(*arguments, course=course, **options):
        index = write_report(tmp_path / "report", course, *arguments, **options)
        assert index == tmp_path / "report" / "index.html"
        return index.parent

    return make


def page(path):
    """Read a page."""
    return Page(path.read_text("utf-8"))


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


def test_links_lead_somewhere(report, make_result, hostile_names):
    """Every link of every page names a file or a place that is there."""
    folder = report([make_result(name) for name in hostile_names])
    for path in (folder / "index.html", *(folder / "students").iterdir()):
        content = page(path)
        for target in content.values("href"):
            if target.startswith("#"):
                assert target[1:] in content.values("id")
            else:
                assert (path.parent / target).resolve().is_relative_to(folder.resolve())
                assert (path.parent / target).is_file()


def test_nothing_from_outside(report, make_result, make_test, hostile_names):
    """No script, no address, no image: a page is one file that works without a network."""
    tests = (make_test(title="<script>x</script>", message="http://evil.example/x.js"),)
    folder = report([make_result(name, tests=tests) for name in hostile_names])
    for path in (folder / "index.html", *(folder / "students").iterdir()):
        text, content = path.read_text("utf-8"), page(path)
        assert not {"script", "img", "link", "iframe", "object", "embed", "form", "base"} & set(content.tags)
        assert not [key for _, key, _ in content.attributes if key.startswith("on") or key == "src"]
        assert all(not re.match(r"[a-z]+:|//", value) for value in content.values("href"))
        assert "@import" not in text
        assert "url(" not in text
        assert "default-src 'none'; style-src 'unsafe-inline'" in content.values("content")


def test_hostile_names_are_text(report, make_result, hostile_names):
    """Tags, templates and controls in a name are shown, not obeyed."""
    folder = report([make_result(name) for name in hostile_names])
    text = (folder / "index.html").read_text("utf-8")

    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


@pytest.mark.parametrize("field", ["id", "title", "message", "detail", "hint", "diagnosis", "output"])
def test_hostile_texts_are_text(report, make_course, make_result, make_test, field, hostile_names):
    """The same in every text of a test, on the student's page and in the counts."""
    tests = tuple(make_test(**{"title": "", field: name}) for name in hostile_names)
    folder = report([make_result(tests=tests, message=hostile_names[7])], course=make_course(feedback="full"))
    for path in (folder / "index.html", folder / "students" / "ada.html"):
        text = path.read_text("utf-8")
        Page(text)
        assert "<script>" not in text
        assert "onerror=alert(1)>" not in text.replace("onerror=alert(1)&gt;", "")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_a_file_for_each_hostile_name(report, make_result, hostile_names):
    """Every student has a page of their own, in the folder, whatever they are called."""
    folder = report([make_result(name) for name in hostile_names])
    names = [path.name for path in (folder / "students").iterdir()]

    assert len(names) == len(hostile_names)
    assert all(re.fullmatch(r"[a-z0-9_-]*(~[0-9a-f]{16})?\.html", name) for name in names)
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "students"]


@given(names=st.lists(st.one_of(st.text(st.characters(), max_size=90), st.text("aA.~-/ \\", max_size=6)), unique=True))
def test_page_names_never_meet(names):
    """Different students have different files, also on file systems that ignore case or Unicode form."""
    files = [page_name(name) for name in names]

    assert len({name.casefold() for name in files}) == len(names)
    for name in files:
        assert name.isascii()
        assert len(name) < 80
        assert not name.startswith((".", "-"))
        assert name.partition(".")[0] not in {"con", "nul", "aux", "prn", "com1", "lpt9"}


def test_plain_names_stay_readable():
    """An ordinary id is its page's name."""
    assert [page_name(name) for name in ("ada", "ada_lovelace-2", "s1234567", "priya.raman")] == [
        "ada.html",
        "ada_lovelace-2.html",
        "s1234567.html",
        "priya.raman.html",
    ]
    assert page_name("Ada").startswith("ada~")
    for name in ("con", "con.fig", "a..b", "a.", ".a", "a" * 65, "a\n"):
        assert "~" in page_name(name)


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


def test_enormous_output_is_cut(report, make_course, make_result, make_test):
    """Ten megabytes of output do not make a page of ten megabytes."""
    big = "<" * 10_000_000
    folder = report([make_result(tests=(make_test(output=big, message=big, detail=big),))])

    assert (folder / "students" / "ada.html").stat().st_size < 500_000


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

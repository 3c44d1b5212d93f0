"""Nothing that a student chose does anything on a page: names, texts, links, the names of the files."""

import re

import pytest
from html_page import Page, page
from hypothesis import given
from hypothesis import strategies as st

from grader.report.pages import page_name


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


def test_enormous_output_is_cut(report, make_course, make_result, make_test):
    """Ten megabytes of output do not make a page of ten megabytes."""
    big = "<" * 10_000_000
    folder = report([make_result(tests=(make_test(output=big, message=big, detail=big),))])

    assert (folder / "students" / "ada.html").stat().st_size < 500_000

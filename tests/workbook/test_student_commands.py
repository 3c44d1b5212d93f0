"""The student's commands in a folder of their own: list, check, hint, submit."""

from __future__ import annotations

import json
import os
import stat
import zipfile

import pytest

RIGHT = "def f(x):\n    return 2 * x\n"
HALF = "def f(x):\n    return 2 if x == 1 else 0\n"


def test_list_shows_how_far_one_is(desk):
    """Nothing begun, written and not checked, half right, right, changed after that, gone."""
    assert desk.listed() == {
        "double_it": (" ", "10", ""),
        "halve_it": (" ", "5", ""),
        "own_numbers": (" ", "10", ""),
    }

    desk.path("double_it").write_text(HALF)
    assert desk.listed()["double_it"] == ("○", "10", "to check")
    desk.run("check", "double_it", expect=1)
    assert desk.listed()["double_it"] == ("✗", "10", "1 of 2 pass")
    desk.path("double_it").write_text(RIGHT)
    assert desk.listed()["double_it"] == ("○", "10", "to check")
    desk.run("check", "double_it", expect=0)
    assert desk.listed()["double_it"] == ("✓", "10", "passes")
    desk.path("double_it", "test_double_it.py").write_text("def test_new(student):\n    assert student.f(0) == 0\n")
    assert desk.listed()["double_it"] == ("○", "10", "to check")
    desk.path("double_it").unlink()
    assert desk.listed()["double_it"] == ("–", "10", "no file")


def test_a_stub_stays_untouched_when_it_is_checked(desk):
    """Who checks the stub has not begun; a comment is no beginning either, one written function is."""
    desk.run("check", "double_it", expect=1)
    assert desk.listed()["double_it"][2] == ""

    desk.path("double_it").write_text("# mine\n" + desk.path("double_it").read_text())
    assert desk.listed()["double_it"][2] == ""
    desk.path("double_it").write_text("def f(x:\n")
    assert desk.listed()["double_it"][2] == "to check"


def test_list_shows_what_comes_before_what_and_what_is_next(desk):
    """Prerequisites that do not pass yet are named; the next one is the first that is ready."""
    before = desk.run("list").stdout
    assert before.count("after ") == 2
    assert "after double_it, halve_it" in before
    assert "Next: grader start double_it" in before

    desk.path("double_it").write_text(RIGHT)
    desk.run("check", "double_it")
    after = desk.run("list").stdout

    assert "after double_it" not in after
    assert "1 of 3 pass" in after
    assert "Next: grader start halve_it" in after


def test_list_for_programs(desk):
    """--json has order, needs, states, counts and what is next."""
    desk.path("double_it").write_text(HALF)
    desk.run("check", "double_it")

    listing = json.loads(desk.run("list", "--json", expect=0).stdout)

    assert (listing["course"], listing["next"]) == ("small", "double_it")
    first, second, third = [exercise for unit in listing["units"] for exercise in unit["exercises"]]
    assert (first["state"], first["tests_passed"], first["tests"]) == ("failing", 1, 2)
    assert (second["state"], second["needs"], second["needs_open"]) == ("untouched", ["double_it"], ["double_it"])
    assert (third["tests"], third["kind"], third["points"]) == (None, "answers", "10")
    assert listing["units"][0]["due"].startswith("2026-10-05T23:59:00")


def test_the_list_fits_a_narrow_terminal_and_is_whole_when_piped(desk):
    """No line is wider than the terminal; what is piped is not cut."""
    from grader.cli.listing import course_lines, read_listing
    from grader.course_file import load_course

    title = "A title that is much longer than what a terminal of eighty columns has room for or even one of a hundred"
    course = desk.root / "course.yaml"
    course.write_text(course.read_text().replace("title: Twice", f"title: {title}"))
    listing = read_listing(load_course(desk.root))

    for width in (40, 60, 80, 200):
        lines = [line.plain for line in course_lines(listing, width, "utf-8")]
        assert max(map(len, lines)) <= max(width, 56)
    assert title in desk.run("list").stdout
    ascii_lines = [line.plain for line in course_lines(listing, 80, "ascii")]
    assert all(line.isascii() for line in ascii_lines)


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "{}", '{"student": 3}', '{"exercises": {"double_it": {"passed": "x"}}}', "[" * 9999]
)
def test_a_memory_that_is_broken_is_no_memory(desk, text):
    """Whatever stands in progress.json: the commands work, and the next check puts it right."""
    (desk.root / ".grader").mkdir()
    (desk.root / ".grader/progress.json").write_text(text)
    assert desk.listed()["double_it"] == (" ", "10", "")
    desk.path("double_it").write_text(RIGHT)

    desk.run("check", "double_it", expect=0)

    assert desk.listed()["double_it"] == ("✓", "10", "passes")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_checked_all_the_same(desk):
    """A course on a read-only disk."""
    desk.path("double_it").write_text(RIGHT)
    desk.root.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        desk.run("check", "double_it", expect=0)
    finally:
        desk.root.chmod(stat.S_IRWXU)


def test_hints_come_one_at_a_time(desk):
    """The first, the second, then that there are no more; --again shows what was read, and nothing before that."""
    assert "You have read no hint" in desk.run("hint", "double_it", "--again", expect=0).stdout

    first = desk.run("hint", "double_it", expect=0).stdout
    second = desk.run("hint", "double_it", expect=0).stdout
    third = desk.run("hint", "double_it", expect=0).stdout
    again = desk.run("hint", "double_it", "--again", expect=0).stdout

    assert "Hint 1 of 2  Where to begin" in first
    assert "## no heading\n  y = 2" in first
    assert "1 more: grader hint double_it" in first
    assert "Multiply." not in first
    assert "Hint 2 of 2  Nearly there" in second
    assert "That was the last one." in second
    assert "You have read all 2 hints" in third
    assert "Where to begin" in again
    assert "Nearly there" in again
    assert json.loads(desk.run("list", "--json").stdout)["units"][0]["exercises"][0]["hints_read"] == 2


def test_an_exercise_without_hints_says_so(desk):
    """Nothing is wrong, and something else is named."""
    assert "has no hints" in desk.run("hint", "halve_it", expect=0).stdout


@pytest.mark.parametrize("text", ["", "# Only a title\n", "## Empty\n\n## Full\n\nText.\n"])
def test_a_wrong_hints_file_is_the_authors_mistake(desk, text):
    """A file without hints, or a heading without text, is told by name."""
    desk.path("double_it", "hints.md").write_text(text)

    assert "exercises/double_it/hints.md: found" in desk.run("hint", "double_it", expect=2).stderr


def test_submit_packs_what_is_written(desk):
    """Stubs are left out and named; who has started once is remembered."""
    assert "nothing to hand in yet" in desk.run("submit", expect=2).stderr
    desk.path("double_it").write_text(RIGHT)
    desk.run("start", "own_numbers", "--student", "ada")

    shown = desk.run("submit", "--to", "mine.zip", expect=0).stdout

    assert "Packed for ada" in shown
    assert "nothing is written in them yet: halve_it, own_numbers" in shown
    assert zipfile.ZipFile(desk.root / "mine.zip").namelist() == ["manifest.json", "double_it.py"]


def test_submit_warns_of_what_will_go_wrong(desk):
    """A stub by name, a file that Python cannot read, somebody else's numbers, and a file that is not there."""
    desk.run("start", "own_numbers", "--student", "ada")
    path = desk.path("own_numbers")
    path.write_text(path.read_text().replace("double = None", "double = 4"))
    desk.path("halve_it").write_text("def f(x:\n")

    shown = desk.run(
        "submit", "double_it", "halve_it", "own_numbers", "--student", "bo", "--to", "b.zip", expect=0
    ).stdout

    assert "! nothing is written in this file yet" in shown
    assert "this file will get no points" in shown
    assert "holds the numbers of 'ada'" in shown
    desk.path("double_it").unlink()
    assert "grader start double_it" in desk.run("submit", "double_it", expect=2).stderr


@pytest.mark.parametrize("verb", ["check", "start", "hint", "submit"])
def test_a_wrong_name_is_answered_with_the_right_one(desk, verb):
    """Every command says which exercise was probably meant, and where they all are."""
    assert "did you mean double_it?" in desk.run(verb, "duoble_it", expect=2).stderr
    assert "`grader list` shows them all" in desk.run(verb, "zzzzz", expect=2).stderr


@pytest.mark.parametrize("verb", ["check", "start", "list", "submit"])
def test_no_course_is_told_with_the_way_out(desk, tmp_path, verb):
    """Outside of a course, each command says how to name one."""
    assert "--course DIR" in desk.run(verb, expect=2, cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "`grader start double_it` brings the stub back"), (b"", "is empty"), (b"  \n\n", "is empty")],
)
def test_a_file_without_anything_says_what_to_do(desk, content, said):
    """A missing and an empty file are no riddles."""
    if content is None:
        desk.path("double_it").unlink()
    else:
        desk.path("double_it").write_bytes(content)

    shown = " ".join(desk.run("check", "double_it", expect=1).stdout.split())

    assert said in shown


def test_checking_the_whole_course_shows_what_is_begun(desk):
    """Stubs are named and not shown, their names in JSON all the same; the exit code is of everything."""
    desk.path("halve_it").write_text(RIGHT)

    shown = desk.run("check", expect=1).stdout

    assert "halve_it" in shown
    assert "not written yet" not in shown
    assert "Not begun: double_it, own_numbers\n" in shown
    assert "of 3 exercises pass all their visible tests." in shown
    assert "Next: grader start double_it" in shown
    rows = json.loads(desk.run("check", "--json", expect=1).stdout)["results"]
    assert [row["exercise"] for row in rows] == ["double_it", "halve_it", "own_numbers"]
    assert "not written yet: f: return it" in desk.run("check", "double_it", "halve_it", expect=1).stdout


@pytest.mark.parametrize("count", [-5, 99])
def test_a_count_of_hints_that_cannot_be_is_set_right(desk, count):
    """Somebody wrote into the memory."""
    (desk.root / ".grader").mkdir()
    (desk.root / ".grader/progress.json").write_text(json.dumps({"exercises": {"double_it": {"hints": count}}}))

    shown = desk.run("hint", "double_it", expect=0).stdout

    assert ("Hint 1 of 2" if count < 0 else "You have read all 2 hints") in shown

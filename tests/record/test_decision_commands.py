"""`grader adjust` and `grader extend` as typed."""

import re
from decimal import Decimal

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.record import open_gradebook

COURSE = """\
id: c
title: C
timezone: Europe/Berlin
late: {grace_minutes: 0, percent_per_day: 10}
units:
  - id: learning
    title: L
    due: 2026-10-01T12:00:00
    exercises:
      - {id: sgd, title: S, kind: code, points: 10}
      - {id: losses, title: O, kind: code, points: 10}
  - id: free
    title: F
    exercises:
      - {id: open_end, title: E, kind: code, points: 1}
"""


@pytest.fixture
def grader(tmp_path, submission, result):
    """Give a function that runs a command on a course whose ada, ánna and bob handed in `sgd`, four hours late."""
    (tmp_path / "course.yaml").write_text(COURSE)
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with open_gradebook(url) as gradebook:
        items = [submission(student, minute=240) for student in ("ada", "bob", "ánna")]
        gradebook.add_submissions("c", items)
        gradebook.record("c", [result(item, points=Decimal("8.50")) for item in items])

    def run(*words, expect=0):
        done = CliRunner().invoke(main, [words[0], "--course", str(tmp_path), "--gradebook", url, *words[1:]])
        assert done.exit_code == expect, done.output
        return done.output

    return run


def exported(grader, student, slug="sgd"):
    rows = [line.split(",") for line in grader("export", "csv").splitlines()]
    return dict(zip(rows[0], next(row for row in rows if row[0] == student), strict=True))[slug]


def test_points_are_added_after_lateness(grader):
    """Who, what, when and why are shown, and what counts now."""
    said = grader("adjust", "ada", "sgd", "--add", "1.5", "--reason", "The  statement\nwas unclear", "--by", "ms smith")

    assert re.match(r" +1  ada, sgd: \+1\.5, by ms smith, 20..-..-.. ..:.. CES?T: The statement was unclear\n", said)
    assert said.endswith("ada, sgd: 9.15 of 10 (8.5 earned, 10 % off for lateness, +1.5 by hand)\n")
    assert exported(grader, "ada") == "9.15"
    assert exported(grader, "bob") == "7.65"


def test_points_are_set_and_the_last_word_counts(grader):
    """Set replaces all before it; less is taken off with a minus."""
    grader("adjust", "ada", "sgd", "--add", "1", "--reason", "x")
    grader("adjust", "ada", "sgd", "--points", "4", "--reason", "x")
    grader("adjust", "ada", "sgd", "--add", "-0.5", "--reason", "x")

    assert exported(grader, "ada") == "3.50"


def test_an_adjustment_is_listed_and_undone_and_stays_in_the_list(grader):
    """The list shows who undid it; points are as if it had not been."""
    grader("adjust", "ada", "sgd", "--points", "1", "--reason", "mistake", "--by", "a")
    grader("adjust", "bob", "sgd", "--points", "2", "--reason", "right", "--by", "a")
    said = grader("adjust", "--undo", "1", "--by", "b")

    assert "undone by b" in said
    assert said.endswith("ada, sgd: 7.65 of 10 (8.5 earned, 10 % off for lateness)\n")
    assert [line.split()[1] for line in grader("adjust", "--list").splitlines()] == ["ada,", "bob,"]
    assert "right" not in grader("adjust", "ada", "--list")
    assert "mistake" in grader("adjust", "ada", "sgd", "--list")
    assert "undone before" in grader("adjust", "--undo", "1", expect=2)
    assert grader("adjust", "--list", "ánna") == "Nothing was adjusted.\n"


def test_points_can_be_given_for_what_was_never_handed_in(grader):
    """An oral exam: set, not added."""
    assert "no points in losses to add to" in grader("adjust", "ada", "losses", "--add=1", "--reason=x", expect=2)
    grader("adjust", "ada", "losses", "--points=6", "--reason=oral exam")

    assert exported(grader, "ada", "losses") == "6.00"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ada", "sgd"], "say one of --points P"),
        (["ada", "sgd", "--points=1", "--add=1", "--reason=x"], "say one of --points P"),
        (["--points=1", "--reason=x"], "say whom and what"),
        (["ada", "--points=1", "--reason=x"], "say whom and what"),
        (["ada", "sgd", "--points=1"], "say why"),
        (["ada", "sgd", "--points=1", "--reason= \n"], "say why"),
        (["ada", "sgd", "--points=1", "--reason", "x" * 1001], "1 to 1000 characters"),
        (["ada", "sgd", "--points=1", "--reason=x", "--by= "], "--by takes a name"),
        (["ada", "sgd", "--points=ten", "--reason=x"], "'ten' is not a number of points"),
        (["ada", "sgd", "--add=nan", "--reason=x"], "'nan' is not a number of points"),
        (["ada", "sgd", "--points=-1", "--reason=x"], "use --add"),
        (["adda", "sgd", "--points=1", "--reason=x"], "did you mean ada?"),
        (["x\x1b[31m", "sgd", "--points=1", "--reason=x"], "control or invisible characters"),
        (["ada", "sdg", "--points=1", "--reason=x"], "did you mean sgd?"),
        (["--undo=77"], "there is no adjustment number 77"),
        (["--undo=x"], "not a valid integer"),
    ],
)
def test_what_cannot_be_meant_is_told(grader, words, sentence):
    """A sentence, exit 2, and the gradebook as it was."""
    said = grader("adjust", *words, expect=2)

    assert sentence in said
    assert "\x1b" not in said
    assert grader("adjust", "--list") == "Nothing was adjusted.\n"


def test_two_spellings_of_one_name_are_one_student(grader):
    """A name typed with a combining accent is the one in the gradebook."""
    assert "ánna, sgd: 5 of 10" in grader("adjust", "a\u0301nna", "sgd", "--points=5", "--reason=x")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (["--until", "2026-10-02"], "2026-10-02 23:59 CEST"),
        (["--until", "2026-10-02T18:00"], "2026-10-02 18:00 CEST"),
        (["--until", "2026-10-02T18:00Z"], "2026-10-02 20:00 CEST"),
        (["--days", "30"], "2026-10-31 12:00 CET"),
    ],
)
def test_more_time_is_given_to_one_student(grader, words, due):
    """What was late is in time, for that student only."""
    said = grader("extend", "ada", "sgd", *words, "--reason", "ill", "--by", "ms smith")

    assert f"ada, sgd: due {due}, by ms smith" in said
    assert exported(grader, "ada") == "8.50"
    assert exported(grader, "bob") == "7.65"


def test_a_unit_stands_for_its_exercises_and_a_list_for_all(grader):
    """Units and exercises mix; nobody needs to have handed in; undone ones stay in the list."""
    said = grader("extend", "zoe", "learning", "open_end", "--until", "2030-01-01", "--attempts", "2")

    assert "nobody of that name has handed anything in so far: zoe" in said
    assert re.findall(r"zoe, (\w+): due 2030-01-01 23:59 CET, 2 more attempts", said) == ["sgd", "losses", "open_end"]
    assert "undone by me" in grader("extend", "--undo", "2", "--by", "me")
    assert len(grader("extend", "--list", "zoe").splitlines()) == 3
    assert len(grader("extend", "--list", "zoe", "losses").splitlines()) == 1
    assert grader("extend", "--list", "ada") == "Nothing was extended.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ada", "sgd"], "say one of --until WHEN"),
        (["ada", "sgd", "--until=2026-10-10", "--days=1"], "say one of --until WHEN"),
        (["ada", "--days=1"], "say whom and what"),
        (["ada", "open_end", "--days=1"], "open_end has no due date"),
        (["ada", "sgd", "--until=soon"], "'soon' is not a date and time"),
        (["ada", "sgd", "--days=-1"], "-1 is not in the range"),
        (["ada", "sgd", "--attempts=0"], "0 is not in the range"),
        (["ada", "sdg", "--days=1"], "did you mean sgd?"),
    ],
)
def test_an_extension_that_cannot_be_meant_is_told(grader, words, sentence):
    """A sentence, exit 2, and nothing is kept."""
    assert sentence in grader("extend", *words, expect=2)
    assert grader("extend", "--list") == "Nothing was extended.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["nope\x1b[31m"],
        ["collect", "none\x1b[31m"],
        ["collect", ".", "--layout", "\x1b]0;x\x07"],
        ["collect", ".", "--not-before", "\x9b31m"],
        ["export", "\x1b[2J"],
        ["export", "gradescope", "--student", "\u202eada"],
        ["export", "canvas", "--into", "none\x1b[31m"],
        ["grade", "\x1b[31m"],
        ["grade", "--student", "a\x1b[31m"],
        ["replay", "ada\x1b[31m", "sgd"],
        ["adjust", "ada", "sgd\x1b[31m", "--points=1"],
        ["extend", "ada", "\x1b[31m", "--days=1"],
        ["export", "json", "--gradebook", "sqlite:////none\x1b[31m/x.db"],
        ["export", "json", "--gradebook", "mysql\x1b[31m://x"],
        ["list", "--course", "none\x1b[31m"],
    ],
)
def test_what_was_typed_is_printed_and_never_obeyed(grader, words):
    """Names come from files that students named: an error that quotes one moves no terminal."""
    said = grader(*words, expect=2)

    assert said.strip()
    assert said.replace("\n", "").isprintable(), said

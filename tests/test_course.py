"""course.yaml: what is right becomes frozen values, what is wrong is told by path, all at once."""

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grader.course import find_course
from grader.course_file import load_course
from grader.errors import CourseError, UsageError

GOOD = """\
id: deep-learning
title: Deep learning
timezone: Europe/Berlin
late: {grace_minutes: 10, percent_per_day: 10, max_days: 5}
limits: {cpu_seconds: 5, wall_seconds: 10, memory_mib: 512, output_kib: 64}
feedback: hints
units:
  - id: one
    title: One
    due: 2026-10-05T23:59:00
    exercises:
      - {id: first_thing, title: The first, kind: code, points: 0.1}
      - {id: second_thing, title: The second, kind: symbolic, points: 10, limits: {cpu_seconds: 30}}
"""


@pytest.fixture
def load(tmp_path):
    """Give a function that writes a course.yaml and reads it."""

    def load_text(text):
        (tmp_path / "course.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_course(tmp_path)

    return load_text


def problems_of(load, text):
    with pytest.raises(CourseError) as caught:
        load(text)
    return {problem.path: (problem.found, problem.expected) for problem in caught.value.problems}


def test_a_right_file_becomes_frozen_values(load):
    """Units, exercises, exact points, aware due dates, limits with their overrides."""
    course = load(GOOD)

    assert [exercise.id for exercise in course.exercises] == ["first_thing", "second_thing"]
    assert course.exercise("first_thing").points == Decimal("0.1")
    assert course.units[0].due.astimezone(UTC) == datetime(2026, 10, 5, 21, 59, tzinfo=UTC)
    assert course.exercise("second_thing").limits.cpu_seconds == 30
    assert course.exercise("second_thing").limits.wall_seconds == 10
    with pytest.raises(dataclasses.FrozenInstanceError):
        course.title = "another"


def test_a_byte_order_mark_and_windows_line_ends_are_read(load):
    """What an editor on Windows writes is the same course."""
    assert load(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).id == "deep-learning"


@pytest.mark.parametrize(
    ("old", "new", "path", "found"),
    [
        ("feedback: hints", "feedback: all", "feedback", "'all'"),
        ("title: Deep learning", "titel: Deep learning", "titel", "an unknown key"),
        ("title: Deep learning", "titel: Deep learning", "title", "nothing"),
        ("Europe/Berlin", "Mars/Phobos", "timezone", "'Mars/Phobos'"),
        ("Europe/Berlin", "../../etc/passwd", "timezone", "'../../etc/passwd'"),
        ("points: 0.1", "points: ten", "units[0].exercises[0].points", "'ten'"),
        ("points: 0.1", "points: 0", "units[0].exercises[0].points", "0"),
        ("points: 0.1", "points: .nan", "units[0].exercises[0].points", "nan"),
        ("percent_per_day: 10", "percent_per_day: '500'", "late.percent_per_day", "'500'"),
        ("points: 0.1", "points: '-1'", "units[0].exercises[0].points", "'-1'"),
        ("points: 0.1", "points: 'nan'", "units[0].exercises[0].points", "'nan'"),
        ("points: 0.1", "points: true", "units[0].exercises[0].points", "True"),
        ("kind: code", "kind: coding", "units[0].exercises[0].kind", "'coding'"),
        ("id: first_thing", "id: First-Thing", "units[0].exercises[0].id", "'First-Thing'"),
        ("id: first_thing", "id: ../up", "units[0].exercises[0].id", "'../up'"),
        ("id: second_thing", "id: first_thing", "units[0].exercises[1].id", "'first_thing'"),
        ("cpu_seconds: 30", "cpu_seconds: -1", "units[0].exercises[1].limits.cpu_seconds", "-1"),
        ("memory_mib: 512", "memory_mib: 1.5", "limits.memory_mib", "1.5"),
        ("percent_per_day: 10", "percent_per_day: 101", "late.percent_per_day", "101"),
        ("due: 2026-10-05T23:59:00", "due: someday", "units[0].due", "'someday'"),
        ("id: deep-learning", "id: deep learning", "id", "'deep learning'"),
        ("points: 0.1", "points: 1, points: 2", "line 12", "the key 'points' a second time"),
    ],
)
def test_each_mistake_is_told_by_its_path(load, old, new, path, found):
    """One Problem names the key, what was found and what was expected."""
    told = problems_of(load, GOOD.replace(old, new, 1))

    assert path in told
    assert told[path][0] == found
    assert told[path][1]


def test_all_mistakes_are_told_at_once(load):
    """Three mistakes give three lines."""
    text = GOOD.replace("hints", "all").replace("kind: code", "kind: x").replace("Europe/Berlin", "Nowhere")

    assert set(problems_of(load, text)) == {"feedback", "units[0].exercises[0].kind", "timezone"}


def test_a_choice_that_may_be_left_out_is_told_with_its_options(load):
    """As one that is required is."""
    problems = problems_of(load, GOOD.replace("feedback:", "keep: worst\nfeedback:"))
    problems |= problems_of(load, GOOD.replace("kind: code", "kind: code, keep: worst"))
    assert problems == dict.fromkeys(["keep", "units[0].exercises[0].keep"], ("'worst'", "one of last, best"))


@pytest.mark.parametrize(
    "text",
    ["", "7", "- a\n- b", "id: [", "id: x\n\tunits: []", b"\xff\xfe\x00", "a: &a [*a]", "due: 2026-13-45",
     "? {a: 1}\n: 2", "id: x\ntitle: y\nunits: 5", "id: x\ntitle: y\nunits: []",
     "!!python/object/apply:os.system ['true']"],
)  # fmt: skip
def test_what_is_no_course_is_a_course_error(load, text):
    """Nothing that stands in the file can end in anything but a CourseError."""
    assert problems_of(load, text)


def test_a_missing_file_is_told(tmp_path):
    """A folder without a course.yaml is told by its path."""
    with pytest.raises(CourseError, match=r"course\.yaml: found no such file"):
        load_course(tmp_path)


def test_the_nearest_course_upwards_is_found(tmp_path, load):
    """From a folder inside the course, the course is found; outside, the way out is told."""
    load(GOOD)
    inside = tmp_path / "exercises" / "first_thing"
    inside.mkdir(parents=True)

    assert find_course(inside) == tmp_path
    with pytest.raises(UsageError, match="--course"):
        find_course(tmp_path.parent)


def test_a_misspelt_exercise_names_the_near_miss(load):
    """`grader check first_thin` says which one was meant."""
    with pytest.raises(UsageError, match="did you mean first_thing"):
        load(GOOD).exercise("first_thin")
    with pytest.raises(UsageError, match="did you mean first_thing"):
        load(GOOD).exercise("FIRST_THING")


def test_version_changes_with_tests_reference_and_entry_and_nothing_else(load, tmp_path):
    """A changed test makes exactly its exercise pending; a changed statement makes none."""

    def versions(text=GOOD):
        return [exercise.version for exercise in load(text).exercises]

    before = versions()
    assert before[0] != before[1]
    for path in ("solutions/first_thing/test_hidden.py", "solutions/first_thing/first_thing.py",
                 "exercises/first_thing/test_first_thing.py"):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x = 1\n")
        after = versions()
        assert after[0] != before[0]
        assert after[1] == before[1]
        before = after
    (tmp_path / "exercises/first_thing/README.md").write_text("changed")
    assert versions() == before
    assert versions(GOOD.replace("points: 0.1", "points: 0.2"))[1] == before[1]
    assert versions(GOOD.replace("points: 0.1", "points: 0.2"))[0] != before[0]


NEEDS = """\
id: c
title: C
units:
  - id: one
    title: One
    exercises:
      - {{id: first, title: F, kind: code, points: 1{first}}}
      - {{id: second, title: S, kind: code, points: 1{second}}}
  - id: two
    title: Two
    exercises:
      - {{id: third, title: T, kind: code, points: 1{third}}}
"""


def with_needs(first="", second="", third=""):
    return NEEDS.format(
        **{
            name: f", needs: {value}" if value else ""
            for name, value in (("first", first), ("second", second), ("third", third))
        }
    )


def test_needs_are_read_across_units(load):
    """An exercise names those that come before it, in its own unit or an earlier one."""
    course = load(with_needs(second="[first]", third="[first, second]"))

    assert [exercise.needs for exercise in course.exercises] == [(), ("first",), ("first", "second")]


@pytest.mark.parametrize(
    ("needs", "path", "found", "expected"),
    [
        ({"second": "[frist]"}, "units[0].exercises[1].needs[0]", "'frist'", "the id of an exercise, perhaps first"),
        ({"second": "[zzz]"}, "units[0].exercises[1].needs[0]", "'zzz'", "the id of an exercise"),
        (
            {"first": "[second]"},
            "units[0].exercises[0].needs[0]",
            "'second'",
            "an exercise that comes before this one, and units[0].exercises[1] comes after it",
        ),
        (
            {"first": "[third]", "third": "[first]"},
            "units[0].exercises[0].needs[0]",
            "'third'",
            "an exercise that comes before this one, and units[1].exercises[0] comes after it",
        ),
        (
            {"third": "[third]"},
            "units[1].exercises[0].needs[0]",
            "'third'",
            "another exercise: this one cannot come before itself",
        ),
        ({"third": "[first, first]"}, "units[1].exercises[0].needs[1]", "'first'", "each exercise once"),
        ({"third": "first"}, "units[1].exercises[0].needs", "'first'", "a list"),
        ({"third": "[1]"}, "units[1].exercises[0].needs[0]", "1", "text"),
    ],
)
def test_needs_that_cannot_be_are_told(load, needs, path, found, expected):
    """A prerequisite that is unknown, the exercise itself, taught later (so also a circle) or named twice is told."""
    assert problems_of(load, with_needs(**needs)) == {path: (found, expected)}


def test_needs_decide_no_grade(load):
    """A new prerequisite makes nothing pending; other changes of the entry do."""
    version = load(with_needs()).exercise("second").version

    assert load(with_needs(second="[first]")).exercise("second").version == version
    assert load(with_needs(second="[first]").replace("title: S", "title: X")).exercise("second").version != version

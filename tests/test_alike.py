"""Files that are the same are graded once, and each student gets the verdict."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from grader import pipeline
from grader.alike import Alike
from grader.course_file import load_course
from grader.model import Result, Status, Submission

FIRST = datetime(2026, 10, 1, tzinfo=UTC)
COURSE = """\
id: small
title: Small
units:
  - id: unit
    title: Unit
    exercises:
      - {id: same_for_all, title: Same for all, kind: code, points: 10}
      - {id: own_numbers, title: Own numbers, kind: answers, points: 10}
"""


@pytest.fixture
def course(tmp_path):
    """Give a course of two exercises; the second has numbers that differ by student."""
    (tmp_path / "course.yaml").write_text(COURSE)
    (tmp_path / "exercises" / "own_numbers").mkdir(parents=True)
    (tmp_path / "exercises" / "own_numbers" / "variant.py").write_text("def draw(numbers):\n    return {}\n")
    return load_course(tmp_path)


def handed_in(student, content, exercise="same_for_all", hours=0, unreadable=""):
    """Give a submission."""
    data = content.encode()
    return Submission(
        student=student,
        exercise=exercise,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        submitted_at=FIRST + timedelta(hours=hours),
        unreadable=unreadable,
    )


def graded(submission):
    """Give a result whose points tell which submission it was made for."""
    return Result(
        student=submission.student,
        exercise=submission.exercise,
        sha256=submission.sha256,
        submitted_at=submission.submitted_at,
        status=Status.GRADED,
        points=Decimal(len(submission.student)),
        max_points=Decimal(10),
        message=f"graded for {submission.student}",
    )


def spread(course, submissions):
    """Grade one of each, and give who was graded and (student, message) of all results."""
    alike = Alike(course, submissions)
    first = [one.submission for one in alike.first]
    results = list(alike.spread(map(graded, first)))
    return [one.student for one in first], {(r.student, r.submitted_at): r.message for r in results}, results


def test_one_of_each_file_is_graded_and_everybody_gets_a_result(course):
    """In their order; a copy has its own student and time, and all else of the verdict."""
    submissions = [handed_in("ada", "x = 1"), handed_in("bob", "x = 2"), handed_in("cyd", "x = 1", hours=5)]

    first, told, results = spread(course, submissions)

    assert first == ["ada", "bob"]
    assert told == {
        ("ada", FIRST): "graded for ada",
        ("bob", FIRST): "graded for bob",
        ("cyd", FIRST + timedelta(hours=5)): "graded for ada",
    }
    assert {result.sha256 for result in results if result.student != "bob"} == {submissions[0].sha256}


def test_it_is_told_whose_verdict_counts_for_others_too(course):
    """A second attempt with the same bytes is another's as well."""
    submissions = [
        handed_in("ada", "x = 1"),
        handed_in("bob", "x = 2"),
        handed_in("cyd", "x = 1"),
        handed_in("dan", "x = 3"),
        handed_in("dan", "x = 3", hours=1),
    ]

    told = {one.submission.student: one.for_others for one in Alike(course, submissions).first}

    assert told == {"ada": True, "bob": False, "dan": True}


def test_one_byte_more_is_another_file(course):
    """A comment, a space, a line end: students' code can look at its own text."""
    texts = ["x = 1", "x = 1\n", "x = 1\r\n", "x  = 1", "x = 1  # mine", "X = 1"]

    first, told, _ = spread(course, [handed_in(f"s{number}", text) for number, text in enumerate(texts)])

    assert len(first) == len(told) == len(texts)


def test_the_same_text_in_two_exercises_is_two_files(course):
    """Each has tests of its own."""
    first, told, _ = spread(course, [handed_in("ada", "x"), handed_in("ada", "x", "own_numbers")])

    assert first == ["ada", "ada"]
    assert len(told) == 1  # same student and time
    assert len(spread(course, [handed_in("ada", "x"), handed_in("bob", "x", "own_numbers")])[1]) == 2


def test_where_numbers_differ_by_student_each_is_graded(course):
    """The same answer is right for one and wrong for the other; a student's own second attempt is alike."""
    submissions = [
        handed_in("ada", "z = 3", "own_numbers"),
        handed_in("bob", "z = 3", "own_numbers"),
        handed_in("ada", "z = 3", "own_numbers", hours=1),
    ]

    first, told, _ = spread(course, submissions)

    assert first == ["ada", "bob"]
    assert told["bob", FIRST] == "graded for bob"
    assert told["ada", FIRST + timedelta(hours=1)] == "graded for ada"


def test_files_that_cannot_be_read_are_never_alike(course):
    """Their content is empty, and why they cannot be read differs."""
    submissions = [
        handed_in("ada", "", unreadable="a link"),
        handed_in("bob", "", unreadable="a folder"),
        handed_in("cyd", ""),
        handed_in("dan", ""),
    ]

    first, told, _ = spread(course, submissions)

    assert first == ["ada", "bob", "cyd"]
    assert len(told) == 4


def test_nobody_is_lost_among_many(course):
    """A thousand of three files, at times of their own."""
    submissions = [handed_in(f"s{number:04}", f"x = {number % 3}", hours=number) for number in range(1000)]

    first, told, results = spread(course, submissions)

    assert len(first) == 3
    assert len(results) == len(told) == 1000
    for number in (0, 1, 2, 500, 999):
        assert told[f"s{number:04}", FIRST + timedelta(hours=number)] == f"graded for s{number % 3:04}"


def test_the_pipeline_sends_each_file_to_a_worker_once(course, monkeypatch):
    """And gives a result for every submission, also for those whose worker failed."""
    seen = []

    def judge(_course, ones):
        submissions = [one.submission for one in ones]
        seen.extend(one.student for one in submissions)
        if any(one.content == b"breaks" for one in submissions):
            raise ValueError("no")
        return [graded(one) for one in submissions]

    monkeypatch.setattr(pipeline, "judge_in_worker", judge)
    texts = ["x = 1", "x = 1", "breaks", "x = 1", "breaks"]
    submissions = [handed_in(f"s{number}", text) for number, text in enumerate(texts)]
    results = [one for some in pipeline.judge_submissions(course, submissions, 2, ThreadPoolExecutor) for one in some]

    assert sorted(seen) == ["s0", "s2"]
    assert {one.student: one.status for one in results} == {
        "s0": Status.GRADED,
        "s1": Status.GRADED,
        "s2": Status.ERROR,
        "s3": Status.GRADED,
        "s4": Status.ERROR,
    }


def test_what_counts_for_others_shares_no_process(course, monkeypatch):
    """Whatever a student's other files may do to a process, it is theirs alone."""
    opened = {"alone": [], "shared": []}

    class Opener:
        def __init__(self, kind):
            self.kind = kind

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def sharing(self):
            return Opener("shared")

        def open(self, submission, _limits):
            opened[self.kind].append((submission.student, submission.content))

    def judge(batches, _open_alone, shared, on_result):
        for submission in (one for batch in batches for one in batch.submissions):
            shared.open(submission, None)
            on_result(graded(submission))

    monkeypatch.setattr("grader.in_worker.worker_sandbox", lambda: Opener("alone"))
    monkeypatch.setattr("grader.judge.judge_batches", judge)
    texts = {"ada": "x = 1", "bob": "x = 2", "cyd": "x = 1"}
    submissions = [handed_in(student, text) for student, text in texts.items()]

    results = [one for some in pipeline.judge_submissions(course, submissions, 1, ThreadPoolExecutor) for one in some]

    assert opened == {"alone": [("ada", b"x = 1")], "shared": [("bob", b"x = 2")]}
    assert sorted(one.student for one in results) == ["ada", "bob", "cyd"]

"""A worker's later batches: their tests are known, and called without pytest."""

import sys
import textwrap

from grader.judge import judge_batches
from grader.model import Status

RIGHT = "def f(x):\n    return x\n"
WRONG = "def f(x):\n    return x + 1\n"
SAME = "def test_it(student, reference):\n    assert student.f(3) == reference.f(3)\n"


def test_files_are_read_for_the_first_batch_only(make_exercise, handed_in, judge, capsys):
    """Tests of later ones find their module where they did, and leave it nowhere; what they print, nobody reads."""
    text = """
        import pickle, sys
        from dataclasses import dataclass

        print("read")
        COUNT = []

        class Point:
            pass

        def test_it(student):
            COUNT.append(1)
            print("called")
            assert sys.modules[__name__].COUNT is COUNT
            assert type(pickle.loads(pickle.dumps(Point()))) is Point
            assert student.f(1) == 1, f"read {len(COUNT)} calls ago"
    """
    exercises = [make_exercise(textwrap.dedent(text), slug=slug) for slug in ("a", "b")]
    before, messages = set(sys.modules), []

    for name in ("ada", "bob", "cyd"):
        batches = [handed_in(exercise, {name: WRONG}) for exercise in exercises]
        judge_batches(
            batches, judge.session_class, judge.shared(), lambda result: messages.append(result.tests[-1].detail)
        )
        print("aloud")

    assert capsys.readouterr().out == "aloud\n" * 3
    assert [
        text.count(f"read {calls} calls ago") for text, calls in zip(messages, [1, 1, 2, 2, 3, 3], strict=True)
    ] == [1] * 6
    assert not [name for name in set(sys.modules) - before if "test_" in name]


def test_a_changed_test_is_read_again(make_exercise, handed_in, judge):
    """Its exercise has another version then."""
    points = []
    for expected in (1, 2):
        exercise = make_exercise(f"def test_it(student):\n    assert student.f(1) == {expected}\n", slug="a")
        batches = [handed_in(exercise, {"ada": RIGHT})]
        judge_batches(batches, judge.session_class, judge.shared(), lambda result: points.append(float(result.points)))
    assert points == [10, 5]  # the visible test is as it was


def test_a_grader_that_ends_pytest_later_on(make_exercise, handed_in, judge):
    """Is the grader's fault in any batch, and no other exercise's."""
    text = "import pytest\n\ndef test_it(student):\n    if student.f(1) == 2:\n        pytest.exit('enough')\n"
    exercises = [make_exercise(text, slug="a"), make_exercise(SAME, slug="b")]
    results = []

    for answer in (RIGHT, WRONG, RIGHT):
        batches = [handed_in(exercise, {"ada": answer}) for exercise in exercises]
        judge_batches(batches, judge.session_class, judge.shared(), results.append)

    assert [result.status for result in results if result.exercise == "a"] == [
        Status.GRADED, Status.ERROR, Status.GRADED,
    ]  # fmt: skip
    assert [result.points for result in results if result.exercise == "b"][::2] == [10, 10]

"""Exercises of one student run one after the other: the same results as each by itself, or else by itself."""

import dataclasses
import textwrap

import msgspec
import pytest

from grader.judge import Batch, judge_batch, judge_batches
from grader.model import Limits, Outcome, Status

RIGHT = "def f(x):\n    return x\n"
WRONG = "def f(x):\n    return x + 1\n"
TEXTS = {
    "right": RIGHT,
    "wrong": WRONG,
    "raises": "def f(x):\n    raise ValueError('no')\n",
    "text": "def f(x):\n    return 'text'\n",
    "broken": "def f(x:\n",
    "empty": "",
    "random": "import random\n\ndef f(x):\n    return x if random.random() < 2 else 0\n",
}
TESTS = """
import pytest

@pytest.mark.points(3)
def test_small(student, reference, rng):
    assert student.f(3) == reference.f(3)

@pytest.mark.needs("test_small")
def test_large(student, reference, test_seed):
    assert student.f(test_seed) == reference.f(test_seed)

@pytest.mark.parametrize("x", [0, -1])
def test_each(student, x):
    assert student.f(x) + 0.5 == x + 0.5
"""
# Wants something of pytest, or brings something along that another exercise's tests might find.
APART = {
    "a fixture": "def test_it(student, tmp_path):\n    assert student.f(1) == 1 and tmp_path.is_dir()\n",
    "a class": "class TestIt:\n    def test_it(self, student):\n        assert student.f(1) == 1\n",
    "a set-up": "seen = []\ndef setup_module():\n    seen.append(1)\n\ndef test_it(student):\n    assert seen == [1]\n",
    "a module of its own": (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        "from cases import WHOSE\n\ndef test_it(student):\n    assert WHOSE == '{slug}'\n"
    ),
}


@pytest.fixture
def compare(judge):
    """Give a function that judges batches together and each alone, sees that nothing differs, and gives the results."""

    def run(*batches, tells_times=False, first=()):
        alone = []

        def open_shared(submission, limits):
            shared.append((submission.student, submission.exercise))
            return judge.session_class(submission, limits)

        for batch in batches:
            judge_batch(batch, judge.session_class, alone.append)

        def plain(result):
            tests = [msgspec.structs.replace(test, detail="") if tells_times else test for test in result.tests]
            return msgspec.structs.replace(result, tests=tuple(tests))

        def key(result):
            return result.exercise, result.student, result.submitted_at, result.sha256

        for _ in range(2):  # when the tests have to be found, and when they are known
            together, shared = [], []
            judge_batches(batches, judge.session_class, judge.shared(open_shared, first), together.append)
            assert len(together) == sum(len(batch.submissions) for batch in batches)
            assert sorted(map(plain, together), key=key) == sorted(map(plain, alone), key=key)
        return {(result.student, result.exercise): result for result in together}, shared

    return run


def test_one_student_after_the_other(make_exercise, handed_in, compare):
    """With tests of the same names, right answers and wrong ones of each kind."""
    exercises = [
        make_exercise(TESTS, TESTS.replace("def test_", "def test_first_"), slug=slug) for slug in ("a", "b", "c")
    ]

    results, shared = compare(*(handed_in(exercise, TEXTS) for exercise in exercises))

    assert shared == [(student, slug) for student in TEXTS for slug in ("a", "b", "c")]
    assert {student for (student, _), result in results.items() if result.points == 10} == {"right", "random"}
    assert results["broken", "a"].status is Status.INVALID
    assert results["right", "a"].seed != results["right", "b"].seed


def test_some_files_come_first(make_exercise, handed_in, compare):
    """Each before the same student's others, and no student before another."""
    exercises = [make_exercise(TESTS, slug=slug) for slug in ("a", "b", "c")]

    _, shared = compare(*(handed_in(exercise, TEXTS) for exercise in exercises), first=("c",))

    assert shared == [(student, slug) for student in TEXTS for slug in ("c", "a", "b")]


def test_each_student_has_handed_in_something_else(make_exercise, handed_in, compare):
    """Some two attempts, some nothing, some what cannot be read."""
    a, b = (make_exercise(TESTS, slug=slug) for slug in ("a", "b"))
    first = handed_in(a, {"ada": WRONG, "bob": RIGHT})
    again = handed_in(a, {"ada": RIGHT, "dan": RIGHT})
    unreadable = dataclasses.replace(again, submissions=(*first.submissions, *again.submissions))

    results, shared = compare(unreadable, handed_in(b, {"cyd": RIGHT, "bob": WRONG}))

    assert [student for student, _ in shared] == ["ada", "ada", "bob", "bob", "dan", "cyd"]
    assert results["ada", "a"].points == 10


def test_what_cannot_be_read_is_told(make_exercise, make_submission, compare):
    """Beside what can, and where there is nothing else."""
    a, b, c = (make_exercise(TESTS, slug=slug) for slug in ("a", "b", "c"))
    link = [make_submission("", "ada", slug, unreadable="a link") for slug in ("a", "b")]
    batches = [
        Batch("course", a, (link[0], make_submission(RIGHT, "bob", "a"))),
        Batch("course", b, (link[1],)),
        Batch("course", c, (make_submission(RIGHT, "bob", "c"),)),
    ]

    results, shared = compare(*batches)

    assert results["ada", "a"].message == results["ada", "b"].message == "a link"
    assert len(shared) == 2


@pytest.mark.parametrize("name", APART)
def test_an_exercise_that_wants_more_runs_by_itself(make_exercise, handed_in, compare, name):
    """And the others together, unless it cannot be known whose fault it is."""
    exercises = [make_exercise(TESTS, slug="a"), make_exercise(TESTS, slug="b")]
    for slug in ("own_1", "own_2"):
        exercise = make_exercise(APART[name].replace("{slug}", slug), slug=slug)
        (exercise.hidden_tests.parent / "cases.py").write_text(f"WHOSE = {slug!r}\n")
        exercises.append(exercise)

    results, shared = compare(*(handed_in(exercise, {"ada": RIGHT, "bob": RIGHT}) for exercise in exercises))

    assert {result.points for result in results.values()} == {10}
    expected = [] if name == "a module of its own" else [("ada", "a"), ("ada", "b"), ("bob", "a"), ("bob", "b")]
    assert shared == expected


def test_a_plugin_of_the_author_is_asked_as_ever(make_exercise, handed_in, compare, tmp_path):
    """A conftest.py has a say in every test."""
    a, b = (make_exercise(TESTS, slug=slug) for slug in ("a", "b"))
    (tmp_path / "conftest.py").write_text("def pytest_runtest_setup(item):\n    assert 'large' not in item.name\n")

    results, shared = compare(handed_in(a, {"ada": RIGHT}), handed_in(b, {"ada": RIGHT}))

    assert shared == []
    assert {result.status for result in results.values()} == {Status.ERROR}


@pytest.mark.parametrize(
    "broken",
    [
        "def test_it(student:\n",
        "import nothing_of_that_name\n",
        TESTS.replace("points(3)", "points('x')"),
    ],
)
def test_a_broken_exercise_is_nobody_elses(make_exercise, handed_in, compare, broken):
    """Its results say so; the other exercises are graded."""
    good, bad = make_exercise(TESTS, slug="good"), make_exercise(broken, slug="bad")

    results, _ = compare(
        handed_in(bad, {"ada": RIGHT}), handed_in(good, {"ada": RIGHT}), handed_in(bad, {"bob": RIGHT})
    )

    assert results["ada", "good"].points == 10
    assert results["ada", "bad"].status is results["bob", "bad"].status is Status.ERROR


def test_missing_files_are_nobody_elses(make_exercise, handed_in, compare):
    """As above."""
    good, bad = make_exercise(TESTS, slug="good"), make_exercise(TESTS, slug="bad")
    bad.reference.unlink()

    results, _ = compare(handed_in(bad, {"ada": RIGHT}), handed_in(good, {"ada": RIGHT}))

    assert results["ada", "good"].points == 10
    assert results["ada", "bad"].status is Status.ERROR


def test_a_test_that_never_ends_is_nobody_elses(make_exercise, handed_in, compare):
    """Whether the student's answer makes it hang, or everybody's does."""
    waits = "def test_it(student):\n    while {}:\n        pass\n    assert student.f(1) == 1\n"
    quick = Limits(cpu_seconds=0.02, wall_seconds=5)
    exercises = [
        make_exercise(TESTS, slug="a"),
        dataclasses.replace(make_exercise(waits.format("student.f(1) != 1"), slug="some"), limits=quick),
        dataclasses.replace(make_exercise(waits.format("True"), slug="all"), limits=quick),
        make_exercise(TESTS, slug="z"),
    ]

    batches = [handed_in(exercise, {"ada": WRONG, "bob": RIGHT}) for exercise in exercises]
    results, _ = compare(*batches, tells_times=True)

    assert results["bob", "a"].points == results["bob", "z"].points == results["bob", "some"].points == 10
    assert results["ada", "some"].tests[-1].outcome is Outcome.TIMEOUT
    assert results["bob", "all"].status is Status.ERROR


def test_a_test_that_breaks_off_is_tried_on_its_own_reference(make_exercise, handed_in, compare):
    """Over what a student returned: the student's fault; over the reference as well: the author's."""
    student = make_exercise("def test_it(student):\n    assert student.f(1) / 2 == 0.5\n", slug="student")
    author = make_exercise("def test_it(student):\n    assert student.f(1).shape\n", slug="author")

    results, _ = compare(handed_in(student, TEXTS), handed_in(author, TEXTS))

    assert results["text", "student"].status is Status.GRADED
    assert results["text", "author"].status is Status.ERROR
    assert results["right", "student"].points == 10


def test_visible_tests_alone_are_never_joined(make_exercise, handed_in, judge):
    """Where only those run, it is a student's own check."""
    batches = [
        dataclasses.replace(handed_in(make_exercise(TESTS, TESTS, slug=slug), {"ada": RIGHT}), hidden=False)
        for slug in ("a", "b")
    ]
    results, shared = [], []

    judge_batches(batches, judge.session_class, judge.shared(shared.append), results.append)

    assert [result.points for result in results] == [10, 10]
    assert shared == []


def test_ctrl_c_ends_it(make_exercise, handed_in, judge):
    """Between one exercise and the next."""
    stops = make_exercise("def test_it(student):\n    raise KeyboardInterrupt\n", slug="stops")
    results = []

    with pytest.raises(KeyboardInterrupt):
        judge_batches(
            [handed_in(make_exercise(TESTS, slug="a"), {"ada": RIGHT}), handed_in(stops, {"ada": RIGHT})],
            judge.session_class,
            judge.shared(),
            results.append,
        )
    assert [result.exercise for result in results] == ["a"]


def test_a_disturbed_session_says_nothing(make_exercise, handed_in, judge):
    """The tests begin anew in another one, and what the first told is forgotten."""
    opened = []

    class Disturbed(judge.session_class):
        def __init__(self, submission, limits):
            super().__init__(submission, limits)
            opened.append((submission.student, submission.exercise))
            self.first = opened.count(opened[-1]) == 1 and submission.exercise == "b"
            self.text = textwrap.dedent("def f(x):\n    return 7\n") if self.first else self.text

        @property
        def disturbed(self):
            return self.first and len(self.seeds) > 1

    batches = [handed_in(make_exercise(TESTS, slug=slug), {"ada": RIGHT, "bob": WRONG}) for slug in ("a", "b")]
    results = []

    judge_batches(batches, judge.session_class, judge.shared(Disturbed), results.append)

    assert opened == [(name, slug) for name in ("ada", "bob") for slug in ("a", "b", "b")]
    assert [float(result.points) for result in results if result.student == "ada"] == [10, 10]
    assert [len(result.tests) for result in results] == [5, 5, 5, 5]

"""Adjustments, extensions, attempts that may count, and what a regrade replaces."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from grader.course import AttemptRule
from grader.errors import GradebookError
from grader.model import Adjustment, Extension, Status
from grader.record import open_gradebook

VERSIONS = {"sgd": "v1", "losses": "v1"}
BEST = {"sgd": AttemptRule(None, "best")}
WHEN = datetime(2026, 10, 9, 8, 30, 0, 1, tzinfo=UTC)


def adjustment(**more):
    """Give an adjustment that was not kept yet."""
    fields = {"number": 0, "student": "ada", "exercise": "sgd", "sets": False, "points": Decimal("1.50")}
    return Adjustment(**{**fields, "reason": "found a typo", "by": "ms smith", "at": WHEN, **more})


def extension(**more):
    """Give an extension that was not kept yet."""
    fields = {"number": 0, "student": "ada", "exercise": "sgd", "due": WHEN, "extra_attempts": 0}
    return Extension(**{**fields, "reason": "ill", "by": "ms smith", "at": WHEN, **more})


def test_decisions_come_back_as_they_were_made(url):
    """Every field, in the order in which they were made, also after the gradebook was closed."""
    made = [adjustment(), adjustment(sets=True, points=Decimal("0.10"), student="Ünal", reason="\0\udcff")]
    with open_gradebook(url) as gradebook:
        numbers = [gradebook.add_adjustment("c", one) for one in made]
        other = gradebook.add_extension("c", extension(due=None, extra_attempts=2))
    with open_gradebook(url) as gradebook:
        found = gradebook.adjustments("c")
        assert found[0] == msgspec.structs.replace(made[0], number=numbers[0])
        assert (found[1].student, found[1].reason, found[1].points) == ("Ünal", "\\x00\\udcff", Decimal("0.10"))
        assert gradebook.extensions("c") == [extension(number=other, due=None, extra_attempts=2)]
        assert gradebook.adjustments("another course") == []


def test_what_is_undone_stays_with_who_and_when(gradebook):
    """Undoing is a mark; a second time, and what is not there, are told."""
    first, second = (gradebook.add_adjustment("c", adjustment()) for _ in range(2))
    gradebook.undo_adjustment("c", second, "mr jones")

    assert [(one.number, one.undone_by) for one in gradebook.adjustments("c")] == [(first, ""), (second, "mr jones")]
    assert gradebook.adjustments("c")[1].undone_at > WHEN - timedelta(days=9999)
    with pytest.raises(GradebookError, match="undone before, by mr jones"):
        gradebook.undo_adjustment("c", second, "mr jones")
    with pytest.raises(GradebookError, match="there is no adjustment number 999"):
        gradebook.undo_adjustment("c", 999, "mr jones")
    with pytest.raises(GradebookError, match="there is no adjustment"):
        gradebook.undo_adjustment("another course", first, "mr jones")


def test_a_decision_outlives_every_regrade(gradebook, submission, result):
    """It belongs to the student and the exercise, and to no attempt or version."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item)])
    gradebook.add_adjustment("c", adjustment())
    gradebook.record("c", [result(item, "v2", points=Decimal(1))])
    gradebook.replace("c", [result(item, "v2", points=Decimal(2))])
    gradebook.add_submissions("c", [submission(content=b"later", minute=9)])

    assert len(gradebook.adjustments("c")) == 1


def test_every_attempt_may_count_where_the_best_is_kept(gradebook, submission, result):
    """All are pending, all have results; another exercise still keeps its last."""
    attempts = [submission(content=b"%d" % number, minute=number) for number in range(3)]
    others = [submission(exercise="losses", content=b"%d" % number, minute=number) for number in range(3)]
    gradebook.add_submissions("c", attempts + others)

    assert gradebook.pending("c", VERSIONS, BEST) == [others[-1], *attempts]
    assert gradebook.pending("c", VERSIONS) == [others[-1], attempts[-1]]
    gradebook.record("c", [result(attempts[0], points=Decimal(9)), result(attempts[1], points=Decimal(2))])
    assert [one.points for one in gradebook.results("c", VERSIONS, BEST)] == [9, 2]
    assert gradebook.results("c", VERSIONS) == []
    assert gradebook.waiting("c", BEST) == [("ada", "losses"), ("ada", "sgd")]


@pytest.mark.parametrize(("allowed", "last"), [(1, 0), (2, 1), (5, 4), (6, 4), (None, 4)])
def test_only_so_many_attempts_count(gradebook, submission, allowed, last):
    """The first so many by time, whatever the order of arrival; the last of them is kept."""
    attempts = [submission(content=b"%d" % number, minute=number) for number in range(5)]
    gradebook.add_submissions("c", [attempts[0], attempts[3], attempts[1], attempts[4], attempts[2]])
    rules = {"sgd": AttemptRule(allowed)}

    assert gradebook.pending("c", VERSIONS, rules) == [attempts[last]]
    assert gradebook.counting("c", ["sgd"], rules=rules) == [attempts[last]]
    assert len(gradebook.attempts("c", "ada", "sgd")) == 5


def test_an_extension_gives_more_attempts_to_its_student_only(gradebook, submission):
    """Several add up; one that was undone, another course's and another exercise's do not."""
    for student in ("ada", "bob"):
        gradebook.add_submissions("c", [submission(student, content=b"%d" % n, minute=n) for n in range(6)])
    for course, more in (("c", {}), ("c", {}), ("c", {"exercise": "losses"}), ("d", {})):
        gradebook.add_extension(course, extension(extra_attempts=1, due=None, **more))
    undone = gradebook.add_extension("c", extension(extra_attempts=3))
    gradebook.undo_extension("c", undone, "mr jones")
    rules = {"sgd": AttemptRule(2)}

    assert [(one.student, one.content) for one in gradebook.pending("c", VERSIONS, rules)] == [
        ("ada", b"3"), ("bob", b"1"),
    ]  # fmt: skip


def test_limit_and_best_together(gradebook, submission, result):
    """The best of the first two."""
    attempts = [submission(content=b"%d" % number, minute=number) for number in range(3)]
    gradebook.add_submissions("c", attempts)
    gradebook.record("c", [result(one, points=Decimal(place)) for place, one in enumerate(attempts)])

    assert [one.points for one in gradebook.results("c", VERSIONS, {"sgd": AttemptRule(2, "best")})] == [0, 1]


def test_counting_gives_what_was_asked_for(gradebook, submission):
    """Exercises and students choose, graded or not."""
    for student in ("ada", "bob"):
        gradebook.add_submissions("c", [submission(student), submission(student, "losses")])

    names = [(one.student, one.exercise) for one in gradebook.counting("c", ["sgd", "losses"], ["bob"])]
    assert names == [("bob", "losses"), ("bob", "sgd")]
    assert gradebook.counting("c", ["losses"])[0].content == b"x = 1\n"
    assert gradebook.counting("c", []) == []


def test_a_regrade_replaces_what_differs_and_keeps_the_former_one(gradebook, submission, result, test_result):
    """The new result counts, its findings are counted, and the history shows both."""
    item = submission()
    gradebook.add_submissions("c", [item])
    old = result(item, tests=(test_result(diagnosis="transposed"),))
    new = result(item, points=Decimal("9.00"), tests=(test_result(diagnosis="sign-flipped"),), environment="here")
    gradebook.record("c", [old])

    assert gradebook.replace("c", [new]) == 1
    assert gradebook.results("c") == [new]
    assert gradebook.history("c", "ada", "sgd") == [old, new]
    assert [one.diagnosis for one in gradebook.diagnoses("c")] == ["sign-flipped"]
    assert gradebook.replace("c", [new]) == 0
    assert gradebook.pending("c", VERSIONS) == []


def test_the_same_grade_again_changes_nothing(gradebook, submission, result):
    """What produced the first one still stands beside it, though another toolkit made the second."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item)])

    assert gradebook.replace("c", [result(item, toolkit_version="9", environment="there")]) == 0
    assert gradebook.results("c")[0].toolkit_version == "0.1.0"


def test_a_failure_of_the_grader_replaces_no_grade(gradebook, submission, result):
    """An error holds a place that is free, and no other; a real result takes the place of an error."""
    graded, waiting = submission("ada"), submission("bob")
    gradebook.add_submissions("c", [graded, waiting])
    gradebook.record("c", [result(graded)])
    errors = [result(one, status=Status.ERROR, points=None) for one in (graded, waiting)]

    assert gradebook.replace("c", errors) == 1
    assert [one.status for one in gradebook.results("c")] == ["graded", "error"]
    assert gradebook.replace("c", [result(waiting)]) == 1
    assert gradebook.pending("c", VERSIONS) == []


def test_the_clock_may_jump(gradebook, submission, result, monkeypatch):
    """What came later counts by its order of arrival in the gradebook, whatever the machine's clock says."""

    class Clock(datetime):
        years = iter([2030, 1999, 2026, 1970, 2031, 1980])

        @classmethod
        def now(cls, tz=None):
            return datetime(next(cls.years), 1, 1, tzinfo=tz)

    for module in ("intake", "keeping", "decisions"):
        monkeypatch.setattr(f"grader.record.{module}.datetime", Clock)
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, "v1")])
    gradebook.record("c", [result(item, "v2", points=Decimal(1))])
    gradebook.replace("c", [result(item, "v2", points=Decimal(2))])
    numbers = [gradebook.add_adjustment("c", adjustment(at=WHEN - timedelta(days=n))) for n in range(2)]
    gradebook.undo_adjustment("c", numbers[0], "x")

    assert [one.points for one in gradebook.results("c")] == [2]
    assert [one.points for one in gradebook.history("c", "ada", "sgd")] == [Decimal("7.50"), 1, 2]
    assert [one.number for one in gradebook.adjustments("c")] == numbers

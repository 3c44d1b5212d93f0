"""What is to be graded: what is new, what was changed, what the grader itself failed on; nothing twice."""

import itertools
import random
from decimal import Decimal

import pytest

from grader.errors import GradebookError
from grader.model import Status

VERSIONS = {"sgd": "v1", "losses": "v1"}


def test_everything_is_pending_at_first(gradebook, submission):
    """Pending comes by exercise, then student, whatever the order of arrival."""
    batch = [submission(student, exercise) for student in ("bob", "Zoe", "ada") for exercise in ("sgd", "losses")]
    random.Random(3).shuffle(batch)
    gradebook.add_submissions("c", batch)

    pending = gradebook.pending("c", VERSIONS)
    assert [(item.exercise, item.student) for item in pending] == [
        (exercise, student) for exercise in ("losses", "sgd") for student in ("Zoe", "ada", "bob")
    ]
    assert sorted(pending, key=repr) == sorted(batch, key=repr)


def test_recorded_is_not_pending(gradebook, submission, result):
    """A result ends the wait of exactly its submission."""
    ada, bob = submission("ada"), submission("bob")
    gradebook.add_submissions("c", [ada, bob])

    assert gradebook.record("c", [result(ada)]) == 1
    assert gradebook.pending("c", VERSIONS) == [bob]


def test_changed_exercise_is_pending_again(gradebook, submission, result):
    """A new version of one exercise makes exactly that exercise pending."""
    sgd, losses = submission(exercise="sgd"), submission(exercise="losses")
    gradebook.add_submissions("c", [sgd, losses])
    gradebook.record("c", [result(sgd), result(losses)])

    assert gradebook.pending("c", VERSIONS) == []
    assert gradebook.pending("c", {"sgd": "v2", "losses": "v1"}) == [sgd]


def test_new_toolkit_makes_nothing_pending(gradebook, submission, result):
    """The toolkit's version is kept, and decides nothing."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, toolkit_version="9.9")])

    assert gradebook.pending("c", VERSIONS) == []
    assert gradebook.results("c")[0].toolkit_version == "9.9"


def test_new_attempt_is_pending_and_the_old_one_is_not(gradebook, submission, result):
    """Only the attempt that counts is graded."""
    first, second = submission(content=b"1"), submission(content=b"2", minute=1)
    gradebook.add_submissions("c", [first])
    gradebook.record("c", [result(first)])
    gradebook.add_submissions("c", [second])

    assert gradebook.pending("c", VERSIONS) == [second]
    assert gradebook.results("c") == []


def test_superseded_attempt_is_never_pending(gradebook, submission):
    """An attempt that was overtaken before it was graded needs no grade."""
    gradebook.add_submissions("c", [submission(content=b"%d" % number, minute=number) for number in range(5)])

    assert [item.content for item in gradebook.pending("c", VERSIONS)] == [b"4"]


def test_exercises_without_version_are_left_out(gradebook, submission):
    """A submission for an exercise that the course has no more is not pending."""
    gradebook.add_submissions("c", [submission(exercise="gone"), submission(exercise="sgd")])

    assert [item.exercise for item in gradebook.pending("c", VERSIONS)] == ["sgd"]
    assert gradebook.pending("c", {}) == []


def test_unreadable_pending_one_has_no_content(gradebook, submission):
    """What could not be read still gets its verdict."""
    item = submission(content=b"", unreadable="is a FIFO")
    gradebook.add_submissions("c", [item])

    (pending,) = gradebook.pending("c", VERSIONS)
    assert (pending.content, pending.unreadable) == (b"", "is a FIFO")


def test_error_stays_pending(gradebook, submission, result):
    """A failure of the grader is kept, shown, and tried again."""
    item = submission()
    gradebook.add_submissions("c", [item])
    failed = result(item, status=Status.ERROR, points=None, message="a worker died")

    assert gradebook.record("c", [failed]) == 1
    assert gradebook.pending("c", VERSIONS) == [item]
    assert gradebook.results("c") == [failed]


def test_real_result_replaces_an_error(gradebook, submission, result):
    """After the second try nothing of the error counts."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, status=Status.ERROR, points=None)])
    real = result(item)

    assert gradebook.record("c", [real]) == 1
    assert gradebook.pending("c", VERSIONS) == []
    assert gradebook.history("c", "ada", "sgd") == [real]


def test_error_never_replaces_a_real_result(gradebook, submission, result):
    """A collect that fails beside one that succeeds takes nothing away."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item)])

    assert gradebook.record("c", [result(item, status=Status.ERROR, points=None)]) == 0
    assert gradebook.results("c") == [result(item)]


def test_newer_error_replaces_an_older_one(gradebook, submission, result):
    """The last reason is the one to look at."""
    item = submission()
    gradebook.add_submissions("c", [item])
    for reason in ("first", "second"):
        gradebook.record("c", [result(item, status=Status.ERROR, points=None, message=reason)])

    assert [kept.message for kept in gradebook.history("c", "ada", "sgd")] == ["second"]


@pytest.mark.parametrize("order", list(itertools.permutations(["error", "graded", "other"])))
def test_within_one_batch_the_first_real_result_stays(gradebook, submission, result, order):
    """Errors and repeats in one batch leave one result: the first that is real."""
    item = submission()
    gradebook.add_submissions("c", [item])
    made = {
        "error": result(item, status=Status.ERROR, points=None),
        "graded": result(item, points=Decimal(1)),
        "other": result(item, points=Decimal(2)),
    }
    gradebook.record("c", [made[name] for name in order])

    first_real = next(made[name] for name in order if name != "error")
    assert gradebook.history("c", "ada", "sgd") == [first_real]


def test_second_result_of_a_pair_changes_nothing(gradebook, submission, result):
    """Two collects at once count nothing twice: the first result stays."""
    item = submission()
    gradebook.add_submissions("c", [item])

    assert [gradebook.record("c", [result(item, points=Decimal(points))]) for points in (3, 9)] == [1, 0]
    assert gradebook.results("c")[0].points == 3


def test_result_without_submission_is_refused_whole(gradebook, submission, result):
    """A result that belongs to nothing is an error, and its batch is not half written."""
    ada = submission("ada")
    gradebook.add_submissions("c", [ada])

    with pytest.raises(GradebookError, match="bob, sgd, belongs to no submission"):
        gradebook.record("c", [result(ada), result(submission("bob"))])
    assert gradebook.results("c") == []


def test_result_of_another_course_is_refused(gradebook, submission, result):
    """A result belongs to the course whose submission it grades."""
    item = submission()
    gradebook.add_submissions("one", [item])

    with pytest.raises(GradebookError, match="belongs to no submission"):
        gradebook.record("two", [result(item)])


def test_failure_while_results_arrive_records_none(gradebook, submission, result):
    """All of a batch or nothing: the iterable that breaks off leaves no trace."""
    item = submission()
    gradebook.add_submissions("c", [item])

    def breaking():
        yield result(item)
        raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        gradebook.record("c", breaking())
    assert gradebook.results("c") == []


def test_waiting_are_those_without_any_result(gradebook, submission, result):
    """Handed in and never graded: a new attempt is, an error or a result of an older version is not."""
    first, second = submission("ada", content=b"1"), submission("ada", content=b"2", minute=1)
    bob, cem = submission("bob"), submission("cem")
    gradebook.add_submissions("c", [first, bob, cem])
    gradebook.record("c", [result(first), result(cem, status=Status.ERROR, points=None)])
    gradebook.add_submissions("c", [second])

    assert gradebook.waiting("c") == [("ada", "sgd"), ("bob", "sgd")]
    gradebook.record("c", [result(second, "old"), result(bob)])
    assert gradebook.waiting("c") == []


def test_nothing_pending_asks_once_and_loads_no_content(gradebook, submission, result):
    """Asking whether anything is to do costs one query, whatever the class has handed in."""
    import sqlalchemy as sa

    batch = [submission(f"s{number}", content=b"%d" % number) for number in range(50)]
    gradebook.add_submissions("c", batch)
    gradebook.record("c", [result(item) for item in batch])
    statements = []
    sa.event.listen(
        gradebook._engine, "before_cursor_execute", lambda _c, _u, statement, *_more: statements.append(statement)
    )

    assert gradebook.pending("c", VERSIONS) == []
    selects = [statement for statement in statements if statement.lstrip().startswith("SELECT")]
    assert len(selects) == 1
    assert "bytes" not in selects[0]

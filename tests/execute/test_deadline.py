"""What is said when time runs out: of a loop, and of code that waits."""

import pytest

from grader.execute.deadline import Deadline
from grader.model import Limits


@pytest.mark.parametrize(
    ("kind", "used", "words"),
    [
        ("cpu", 5.0, "computed for more than 5 s in `f`; does a loop never end?"),
        ("wall", 0.1, "no answer within 10 s in `f`; does it wait or sleep?"),
        ("wall", None, "no answer within 10 s in `f`; does it wait or sleep?"),
        ("wall", 4.0, "no answer within 10 s in `f`; does a loop never end?"),
    ],
)
def test_who_computes_is_not_asked_whether_it_sleeps(kind, used, words):
    """A loop that a busy machine gives little of its time is a loop all the same."""
    times = iter([0.0, used])
    deadline = Deadline(Limits(cpu_seconds=5, wall_seconds=10), lambda: next(times), "in `f`")

    assert deadline.timeout(kind).sentence.endswith(words)

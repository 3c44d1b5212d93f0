"""How a class is cut into batches: whole students, and enough of them that a slow one keeps only one worker busy."""

import hashlib
from datetime import UTC, datetime

import pytest

from grader.alike import First
from grader.model import Submission
from grader.pipeline import MAX_BATCH, MIN_BATCH, make_batches


def class_of(students, exercises):
    """Give what a class has handed in, exercise by exercise, as the gradebook gives it."""
    sha256 = hashlib.sha256(b"").hexdigest()
    when = datetime(2026, 10, 1, tzinfo=UTC)
    return [
        First(Submission(student=f"s{n:04}", exercise=f"e{e}", content=b"", sha256=sha256, submitted_at=when), False)
        for e in range(exercises)
        for n in range(students)
    ]


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize(("students", "exercises"), [(1, 1), (1, 200), (3, 2), (20, 5), (31, 4), (100, 5), (2000, 1)])
def test_batches(students, exercises, jobs):
    """Every submission once, nobody in two batches, few in the last ones, and none much larger than it may be."""
    pending = class_of(students, exercises)

    batches = make_batches(pending, jobs)

    assert sorted(map(repr, (one for batch in batches for one in batch))) == sorted(map(repr, pending))
    owners = [{one.submission.student for one in batch} for batch in batches]
    assert sum(map(len, owners)) == students
    sizes = [len(batch) for batch in batches]
    assert all(sizes)
    assert max(sizes) < MAX_BATCH + exercises
    assert sizes[-1] < MIN_BATCH + exercises
    assert len(batches) >= min(jobs, students)
    if students >= 4 * MIN_BATCH * jobs:
        assert sizes[0] * 4 * jobs < len(pending) + 4 * jobs * exercises
        assert len(batches) >= 4 * jobs


def test_nothing_is_no_batch():
    """Nothing pending, nothing to do."""
    assert make_batches([], 2) == []

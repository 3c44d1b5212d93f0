"""A gradebook into which something else wrote: what cannot be read is told, and is neither a grade nor a traceback."""

import sqlite3
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grader.errors import GradebookError
from grader.model import Adjustment
from grader.record import open_gradebook


def read_everything(url):
    with open_gradebook(url) as gradebook:
        gradebook.results("c")
        gradebook.adjustments("c")
        gradebook.counting("c", ["sgd"])


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE result SET points = 'ten'", "the result of ada in sgd is damaged"),
        ("UPDATE result SET points = 'NaN'", "the result of ada in sgd is damaged"),
        ("UPDATE result SET max_points = ''", "the result of ada in sgd is damaged"),
        ("UPDATE result SET status = 'fine'", "the result of ada in sgd is damaged"),
        ("UPDATE result SET tests = '[{'", "the result of ada in sgd is damaged"),
        ("UPDATE result SET tests = '{}'", "the result of ada in sgd is damaged"),
        ("UPDATE result SET seed = 'x'", "the result of ada in sgd is damaged"),
        ("UPDATE adjustment SET points = '1,5'", "an adjustment is damaged"),
        ("UPDATE submission SET submitted_at = 'Monday'", "a time of 'Monday' is damaged"),
        ("UPDATE submission SET submitted_at = 9000000000000000000", "a time of 9000000000000000000 is damaged"),
        ("DELETE FROM content", "what ada handed in for sgd is damaged"),
    ],
)
def test_what_no_grader_wrote_is_told(tmp_path, submission, result, statement, sentence):
    """Whose it is, and that a backup has it."""
    path, one = tmp_path / "gradebook.db", submission()
    by_hand = Adjustment(
        number=0,
        student="ada",
        exercise="sgd",
        sets=False,
        points=Decimal(1),
        reason="why",
        by="me",
        at=datetime(2026, 10, 9, tzinfo=UTC),
    )
    with open_gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_submissions("c", [one])
        gradebook.record("c", [result(one)])
        gradebook.add_adjustment("c", by_hand)
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()

    with pytest.raises(GradebookError, match=f"{sentence} in the gradebook; restore that from a backup"):
        read_everything(f"sqlite:///{path}")

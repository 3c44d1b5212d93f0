"""What counts: the attempt that is kept, extensions, adjustments."""

from decimal import Decimal

import pytest

from grader.policy import settle

ON_TIME, A_DAY_LATE, TWO_DAYS_LATE = (
    "2026-10-05T20:00:00+00:00", "2026-10-06T20:00:00+00:00", "2026-10-07T20:00:00+00:00",
)  # fmt: skip
BEST = "keep: best"


def only(course, results, extensions=(), adjustments=()):
    """Give the one standing."""
    ((pair, standing),) = settle(course, results, extensions, adjustments).items()
    assert pair == (standing.student, standing.exercise)
    return standing


def test_on_time_is_what_was_earned(make_course, make_result):
    """Nothing is taken off, nothing is added."""
    standing = only(make_course(), [make_result("8.50")])

    assert (standing.points, standing.late_percent, standing.adjustments) == (Decimal("8.50"), 0, ())
    assert standing.due.isoformat() == "2026-10-05T23:59:00+00:00"


def test_lateness_is_taken_off(make_course, make_result):
    """Two days late cost 20 percent of what was earned."""
    standing = only(make_course(), [make_result("8.50", TWO_DAYS_LATE)])

    assert (str(standing.points), standing.late_percent) == ("6.80", 20)


def test_an_extension_moves_the_due_date_of_one_student_and_exercise(make_course, make_result, extend):
    """The latest one in force counts; an undone one, another student's and another exercise's do not."""
    results = [make_result("10.00", TWO_DAYS_LATE), make_result("10.00", TWO_DAYS_LATE, student="bob")]
    given = [
        extend(1, "2026-10-20T00:00:00+00:00"),
        extend(2, "2026-10-06T23:59:00+00:00"),
        extend(3, "2026-10-30T00:00:00+00:00", undone_at=results[0].submitted_at, undone_by="x"),
        extend(4, "2026-10-30T00:00:00+00:00", exercise="losses"),
        extend(5, None, extra_attempts=1),
    ]
    found = settle(make_course(), results, given)

    assert [str(found[student, "sgd"].points) for student in ("ada", "bob")] == ["9.00", "8.00"]


def test_an_exercise_may_have_a_due_date_of_its_own(make_course, make_result):
    """It replaces the unit's; one without any is never late."""
    course = make_course(own=", due: 2026-10-07T23:59:00")
    assert only(course, [make_result("10.00", TWO_DAYS_LATE)]).late_percent == 0

    course = make_course(due="null")
    assert only(course, [make_result("10.00", "2030-01-01T00:00:00+00:00")]).late_percent == 0


def test_the_best_attempt_is_the_best_after_lateness(make_course, make_result):
    """9 points on time are more than 9.5 a day late."""
    results = [make_result("9.00", ON_TIME), make_result("9.50", A_DAY_LATE), make_result("2.00", TWO_DAYS_LATE)]
    standing = only(make_course(more=BEST), results)

    assert standing.result == results[0]
    assert str(standing.points) == "9.00"


@pytest.mark.parametrize(
    ("attempts", "kept"),
    [
        ([("5.00", ON_TIME), ("5.00", "2026-10-05T21:00:00+00:00")], 1),  # equal: the later
        ([("0.00", ON_TIME), ("0.00", A_DAY_LATE)], 0),  # equal points: the less late
        ([("3.00", ON_TIME), (None, A_DAY_LATE)], 0),  # a failure of the grader's is no score
        ([(None, ON_TIME), ("0.00", A_DAY_LATE)], 1),
        ([(None, ON_TIME), (None, "2026-10-05T21:00:00+00:00")], 1),
    ],
)
def test_which_attempt_is_kept_among_equals(make_course, make_result, attempts, kept):
    """Of equal points the less late one, then the later one; a score goes before none."""
    results = [make_result(*attempt) for attempt in attempts]

    assert only(make_course(more=BEST), results).result == results[kept]


@pytest.mark.parametrize(
    ("made", "points"),
    [
        ([{"add": "1.5"}], "9.50"),
        ([{"sets": "3"}], "3"),
        ([{"add": "1"}, {"sets": "3"}], "3"),
        ([{"sets": "3"}, {"add": "-1"}, {"add": "0.25"}], "2.25"),
        ([{"add": "-100"}], "0.00"),
        ([{"add": "5"}], "13.00"),  # a bonus may go beyond the maximum
    ],
)
def test_adjustments_come_last_and_in_their_order(make_course, make_result, adjust, made, points):
    """They are added to, or replace, what lateness left; below zero is zero."""
    given = [adjust(number, **one) for number, one in enumerate(made, 1)]
    standing = only(make_course(), [make_result("10.00", TWO_DAYS_LATE)], adjustments=reversed(given))

    assert str(standing.points) == points
    assert standing.adjustments == tuple(given)


def test_an_undone_adjustment_is_as_if_it_had_never_been(make_course, make_result, adjust):
    """It changes nothing, and is not told beside the points."""
    result = make_result("10.00")
    undone = adjust(1, sets="0", undone_at=result.submitted_at, undone_by="ms smith")
    standing = only(make_course(), [result], adjustments=[undone])

    assert (standing.points, standing.adjustments) == (Decimal("10.00"), ())
    assert settle(make_course(), [], adjustments=[undone]) == {}


def test_points_by_hand_need_no_submission_and_no_score(make_course, make_result, adjust):
    """An oral exam, or a failure of the grader's: points can be set, but nothing can be added to no score."""
    assert only(make_course(), [], adjustments=[adjust(1, sets="7")]).points == 7
    assert only(make_course(), [make_result(None)], adjustments=[adjust(1, sets="7")]).points == 7
    assert only(make_course(), [make_result(None)], adjustments=[adjust(1, add="7")]).points is None


def test_exercises_that_the_course_no_longer_has_are_left_out(make_course, make_result, adjust):
    """Their results stay in the gradebook and count for nothing."""
    results = [make_result(exercise="gone")]

    assert settle(make_course(), results, adjustments=[adjust(1, sets="7", exercise="gone")]) == {}

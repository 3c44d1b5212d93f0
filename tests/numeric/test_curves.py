"""Curves that a check shows: plain numbers, few of them, and never a reason to fail."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import StudentRaised
from grader.model import Curve
from grader.numeric import show_curve, take_curves
from grader.numeric.curves import MOST_CURVES, MOST_POINTS


@pytest.fixture(autouse=True)
def nothing_noted():
    """No curve of another test's."""
    take_curves()


def test_a_short_row_is_kept_whole():
    """Each number with its count, the author's words beside them."""
    show_curve([3.0, 2, np.float32(1.5)], title="Loss while learning", x="iteration", y="loss", first=1)

    assert take_curves() == (
        Curve(title="Loss while learning", x="iteration", y="loss", places=(1, 2, 3), values=(3.0, 2.0, 1.5)),
    )
    assert take_curves() == ()


@pytest.mark.parametrize("length", [MOST_POINTS, MOST_POINTS + 1, 2000, 99_999])
def test_a_long_row_is_thinned_and_keeps_its_ends_and_peaks(length):
    """A single outlier in the middle of thousands stays, with its place."""
    values = np.linspace(1.0, 0.1, length)
    values[length // 3], values[length // 2] = 50.0, -7.0
    show_curve(values)
    [curve] = take_curves()

    assert len(curve.places) == len(curve.values) <= MOST_POINTS
    assert curve.places[0] == 0
    assert curve.places[-1] == length - 1
    assert list(curve.places) == sorted(set(curve.places))
    assert curve.values[curve.places.index(length // 3)] == 50.0
    assert curve.values[curve.places.index(length // 2)] == -7.0


def test_what_is_no_number_is_a_gap():
    """Infinite and undefined values, and floats that five digits would make infinite, are None."""
    show_curve([1.0, math.inf, math.nan, -math.inf, 1.7976931348623157e308])
    [curve] = take_curves()

    assert curve.values == (1.0, None, None, None, None)


def test_where_a_long_row_is_lost_is_kept():
    """The first value that is no number keeps its place, to within one stretch."""
    show_curve([*np.ones(1500), *np.full(1500, np.nan)])
    [curve] = take_curves()

    assert abs(curve.places[curve.values.index(None)] - 1500) <= 3000 // (MOST_POINTS // 2 - 1)


class Liar(list):
    """A list that lies about its length and its entries."""

    def __len__(self):
        """Say too much."""
        return 10**9

    def __iter__(self):
        """Fail."""
        raise RuntimeError


@pytest.mark.parametrize(
    "values",
    [
        None, 1.0, True, "0.5 0.4", b"12", [], [1.0], [[1.0, 2.0]], [[1], [2]], [1.0, None], [1.0, "2"], [1, True],
        [1j, 2.0], {0: 1.0, 1: 2.0}, {1.0, 2.0}, iter([1.0, 2.0]), object(), np.array(1.0), np.ones((3, 3)),
        [10**400, 1], np.array(["a", "b"]), np.array([object(), 1], dtype=object), [1.0] * 200_000,
        lambda: None, lambda: [[1.0]],
    ],
)  # fmt: skip
def test_anything_else_is_not_shown_and_harms_nobody(values):
    """No value of a student's makes it raise."""
    show_curve(values)

    assert take_curves() == ()


def test_a_class_of_the_student_s_own_is_never_asked():
    """A subclass of list is read as the list that it is."""
    show_curve(Liar([2.0, 1.0]))

    assert [curve.values for curve in take_curves()] == [(2.0, 1.0)]


@pytest.mark.parametrize("error", [AttributeError("loss_curve_"), StudentRaised("your code raised")])
def test_asking_for_the_values_costs_nothing_when_it_fails(error):
    """Values may come from a function; the student's failure there is no failure of the check."""

    def losses():
        raise error

    show_curve(losses)
    show_curve(lambda: [2.0, 1.0])

    assert [curve.values for curve in take_curves()] == [(2.0, 1.0)]


def test_a_mistake_of_the_author_s_own_is_heard_of():
    """Only the student's failures are passed over."""
    with pytest.raises(ZeroDivisionError):
        show_curve(lambda: [1 / 0])


def test_a_loop_of_an_author_s_fills_nothing():
    """A few curves of a test are kept, with titles that fit in a line."""
    for number in range(50):
        show_curve([1.0, number], title="long " * 1000, x="e" * 999, y="l" * 999)
    taken = take_curves()

    assert len(taken) == MOST_CURVES
    assert all(len(curve.title) <= 80 and len(curve.x) <= 24 and len(curve.y) <= 24 for curve in taken)


def test_words_with_half_a_surrogate_pair_can_be_kept():
    """What cannot be encoded becomes a visible escape."""
    show_curve([1.0, 2.0], title="loss \udcff")
    [curve] = take_curves()

    assert curve.title == "loss \\udcff"
    assert msgspec.json.decode(msgspec.json.encode(curve), type=Curve) == curve


@given(st.lists(st.floats(width=64) | st.integers(), min_size=2, max_size=400))
def test_every_row_of_numbers_can_be_kept_and_read_back(values):
    """Whatever the numbers, JSON holds the curve and gives the same one back."""
    show_curve(values)
    for curve in take_curves():
        assert msgspec.json.decode(msgspec.json.encode(curve), type=Curve) == curve
        assert all(value is None or math.isfinite(value) for value in curve.values)

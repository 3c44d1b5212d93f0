"""Visible checks of `parameter_count`: the two networks of the statement."""

import pytest

from grader.numeric import assert_matches


@pytest.mark.points(1)
@pytest.mark.hint("2*2 + 2*1 weights; one bias for each of the 2 + 1 neurons.")
def test_first_example(student):
    """[2, 2, 1] has 6 weights, 3 biases, 9 parameters"""
    assert_matches(student.count_weights([2, 2, 1]), 6, kind="int")
    assert_matches(student.count_biases([2, 2, 1]), 3, kind="int")
    assert_matches(student.count_parameters([2, 2, 1]), 9, kind="int")


@pytest.mark.points(1)
@pytest.mark.hint("2*4 + 4*4 weights and 4 + 4 biases.")
def test_second_example(student):
    """[2, 4, 4] has 32 parameters"""
    assert_matches(student.count_parameters([2, 4, 4]), 32, kind="int")

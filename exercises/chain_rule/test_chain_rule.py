"""Visible checks of `chain_rule`: the answers can be read, with no other names than the statement allows.

They are worth no points: whether the formulas are right is for the hidden checks, which know the answer.
"""

import pytest

from grader.symbolic import assert_readable


@pytest.mark.points(0)
@pytest.mark.hint("dz_squared_error and dz_cross_entropy are formulas in a and y, in quotes.")
def test_dz_can_be_read(answers):
    """dz_squared_error and dz_cross_entropy are formulas in a and y"""
    assert_readable(answers["dz_squared_error"], ["a", "y"], forbidden=["z", "w", "b", "x"], name="dz_squared_error")
    assert_readable(answers["dz_cross_entropy"], ["a", "y"], forbidden=["z", "w", "b", "x"], name="dz_cross_entropy")


@pytest.mark.points(0)
@pytest.mark.hint("dw and db are formulas in a, y and x, in quotes.")
def test_dw_and_db_can_be_read(answers):
    """The gradients dw and db are formulas in a, y and x"""
    assert_readable(answers["dw"], ["a", "y", "x"], forbidden=["z", "w", "b"], name="dw")
    assert_readable(answers["db"], ["a", "y", "x"], forbidden=["z", "w", "b"], name="db")


@pytest.mark.points(0)
@pytest.mark.hint("softmax_same is a formula in s_i, softmax_other one in s_i and s_j, in quotes.")
def test_softmax_can_be_read(answers):
    """softmax_same is a formula in s_i, softmax_other in s_i and s_j"""
    assert_readable(answers["softmax_same"], ["s_i"], forbidden=["s_j", "z_i", "z_j", "s"], name="softmax_same")
    assert_readable(answers["softmax_other"], ["s_i", "s_j"], forbidden=["z_i", "z_j", "s"], name="softmax_other")

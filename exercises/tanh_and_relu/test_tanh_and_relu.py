"""Visible checks of `tanh_and_relu`: the answers can be read.

They are worth no points: whether the formulas are right is for the hidden checks, which know the answer.
"""

import pytest

from grader.symbolic import assert_readable


@pytest.mark.points(0)
@pytest.mark.hint('Write a formula in z between the quotes: tanh_prime = "...".')
def test_tanh_prime_can_be_read(answers):
    """tanh_prime is a formula in z"""
    assert_readable(answers["tanh_prime"], ["z"])


@pytest.mark.points(0)
@pytest.mark.hint('Write a formula in t between the quotes: tanh_prime_in_t = "...".')
def test_tanh_prime_in_t_can_be_read(answers):
    """tanh_prime_in_t is a formula in t alone"""
    assert_readable(answers["tanh_prime_in_t"], ["t"], forbidden=["z"])


@pytest.mark.points(0)
@pytest.mark.hint('Write a formula in z between the quotes, with a condition: relu_prime = "...".')
def test_relu_prime_can_be_read(answers):
    """relu_prime is a formula in z"""
    assert_readable(answers["relu_prime"], ["z"])

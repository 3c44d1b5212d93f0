"""Visible checks of `what_is_deep_learning`: the answers can be read. They are worth no points."""

import pytest

from grader.errors import Mismatch


def assert_choice(answer, choices):
    """Fail when an answer is not one of the letters."""
    if not isinstance(answer, str) or answer.strip().upper() not in tuple(choices):
        raise Mismatch(f"Answer with one of the letters {', '.join(choices)}, in quotes.", "not-a-choice")


@pytest.mark.points(0)
@pytest.mark.hint('Fill in artificial_intelligence, machine_learning and deep_learning with "A", "B" or "C".')
def test_definitions_can_be_read(answers):
    """The three definitions are letters from A to C, each used once"""
    given = [answers[name] for name in ("artificial_intelligence", "machine_learning", "deep_learning")]
    for answer in given:
        assert_choice(answer, "ABC")
    if len({answer.strip().upper() for answer in given}) < 3:
        raise Mismatch("Each definition belongs to one term: a letter is used twice.", "used-twice")


@pytest.mark.points(0)
@pytest.mark.hint('Fill in widest_first with a list of the three letters "A", "D" and "M".')
def test_order_can_be_read(answers):
    """widest_first is a list of the letters A, D and M"""
    order = answers["widest_first"]
    if not isinstance(order, list | tuple) or len(order) != 3:
        raise Mismatch('Answer with a list of three letters, such as ["X", "Y", "Z"].', "wrong-length")
    for answer in order:
        assert_choice(answer, "ADM")
    if len({answer.strip().upper() for answer in order}) < 3:
        raise Mismatch("Each term stands in the list once: a letter is used twice.", "used-twice")


@pytest.mark.points(0)
@pytest.mark.hint('Fill in what_makes_it_deep with a letter from "A" to "E".')
def test_deep_can_be_read(answers):
    """what_makes_it_deep is a letter from A to E"""
    assert_choice(answers["what_makes_it_deep"], "ABCDE")

"""Visible checks of `by_hand_network`: whose numbers, and can the answers be read? They are worth no points."""

import math

import pytest

from grader.errors import Mismatch

START = "run `grader start by_hand_network --student ID` with the name by which your course knows you."


def is_number(answer):
    return isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer)


@pytest.mark.points(0)
@pytest.mark.hint("The first lines of the file say whose numbers it holds.")
def test_numbers_are_your_own(answers, variant):
    """The numbers in the file are your own"""
    made_for = answers.get("made_for")
    if made_for is None:
        return  # taken out of the file; the answers are marked by the right numbers all the same
    if not isinstance(made_for, str) or not made_for.strip():
        raise Mismatch(f"There are no numbers in the file yet: {START}", "no-numbers-yet")
    if variant.student and made_for.strip().casefold() != variant.student.strip().casefold():
        raise Mismatch(f"The file holds the numbers of somebody else: {START}", "other-numbers")


@pytest.mark.points(0)
@pytest.mark.hint("Numbers in square brackets, with commas between them: 2.6, not 1.8 + 0.8 and not the text '2.6'.")
def test_answers_can_be_read(answers):
    """hidden_net and hidden are lists of three numbers, output_net and output of two"""
    for name, count in (("hidden_net", 3), ("hidden", 3), ("output_net", 2), ("output", 2)):
        given = answers[name]
        if not isinstance(given, list | tuple) or not all(is_number(one) for one in given):
            raise Mismatch(f"{name}: answer with a list of numbers, such as [-0.5, 0.3].", "wrong-type")
        if len(given) != count:
            raise Mismatch(f"{name}: the layer has {count} neurons, so the list has {count} numbers.", "wrong-length")

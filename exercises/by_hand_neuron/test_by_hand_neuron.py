"""Visible checks of `by_hand_neuron`: whose numbers, and can the answers be read? They are worth no points."""

import math

import pytest

from grader.errors import Mismatch

START = "run `grader start by_hand_neuron --student ID` with the name by which your course knows you."


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
@pytest.mark.hint("Three numbers in square brackets, with commas between them.")
def test_products_can_be_read(answers):
    """products is a list of three numbers"""
    products = answers["products"]
    if not isinstance(products, list | tuple) or not all(is_number(product) for product in products):
        raise Mismatch("products: answer with a list of numbers, such as [1.8, 0.6, -0.3].", "wrong-type")
    if len(products) != 3:
        raise Mismatch("products: there are three inputs, so there are three products.", "wrong-length")


@pytest.mark.points(0)
@pytest.mark.hint("Write 2.6, not 1.8 + 0.8 and not the text '2.6'.")
def test_outputs_can_be_read(answers):
    """net_input, relu_output and sigmoid_output are numbers"""
    for name in ("net_input", "relu_output", "sigmoid_output"):
        if not is_number(answers[name]):
            raise Mismatch(f"{name}: answer with a number, such as 2.6.", "wrong-type")

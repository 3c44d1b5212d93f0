"""Hidden checks of `by_hand_neuron`: each step with the numbers of the student who handed the file in."""

import math

import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# Products and sums of numbers with one decimal place: what is typed is exact, what is computed here is off by 1e-15.
EXACT = 1e-9
# Three decimal places: 0.0005 off if rounded, 0.001 at most if cut. No mistake below comes as near: |z| >= 0.3.
ROUNDED = 1.1e-3


def check_owner(answers, variant):
    """Say so where somebody solved another student's numbers; the numbers of the file itself are never used."""
    made_for = answers.get("made_for")
    if isinstance(made_for, str) and made_for.strip().casefold() != variant.student.strip().casefold():
        raise Mismatch(
            "Your file says that its numbers were drawn for another name than the one under which you handed it in; "
            "`grader start` with your own name gives you yours.",
            "other-numbers",
        )


def check(answers, variant, name, expected, atol, mistakes):
    """Compare one answer; of a wrong one in a file with somebody else's numbers, say that first."""
    try:
        assert_matches(answers[name], expected, rtol=0, atol=atol, expected_wrong=mistakes)
    except Mismatch:
        check_owner(answers, variant)
        raise


def products_of(variant):
    return [one * weight for one, weight in zip(variant.x, variant.w, strict=True)]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def mistakes_of(named, right, apart):
    """Keep the mistakes that give something else than the right answer."""
    return {tag: told for tag, told in named.items() if abs(told[0] - right) > 2 * apart}


@pytest.mark.points(2)
@pytest.mark.hint("The first weight times the first input, and so on; mind the signs.")
def test_products(answers, variant):
    """The three products"""
    right = products_of(variant)
    sums = [one + weight for one, weight in zip(variant.x, variant.w, strict=True)]
    sizes = [abs(product) for product in right]
    mistakes = {"added-for-multiplied": (sums, "Inputs and weights are multiplied, not added.")}
    if sizes != right:
        mistakes["sign-lost"] = (sizes, "Look at the signs: a negative times a positive number is negative.")
    check(answers, variant, "products", right, EXACT, mistakes)


@pytest.mark.points(3)
@pytest.mark.hint("Add the three products, then the bias, once.")
def test_net_input(answers, variant):
    """The net input"""
    total, b = sum(products_of(variant)), variant.b
    mistakes = {
        "missing-bias": (total, "It looks as if the bias were left out."),
        "bias-subtracted": (total - b, "It looks as if the bias were subtracted."),
        "bias-for-each-input": (total + 3 * b, "The bias is added once, not once for each input."),
        "mean-for-sum": (total / 3 + b, "The products are added, not averaged."),
    }
    check(answers, variant, "net_input", total + b, EXACT, mistakes_of(mistakes, total + b, EXACT))


@pytest.mark.points(2)
@pytest.mark.hint("ReLU leaves a positive net input as it is. What does it do to a negative one?")
def test_relu_output(answers, variant):
    """The output with ReLU"""
    z = sum(products_of(variant)) + variant.b
    mistakes = {
        "relu-forgotten": (z, "ReLU of a negative number is 0."),
        "absolute-value": (abs(z), "ReLU is not the absolute value: of a negative number it is 0."),
        "zero-for-positive": (0, "ReLU of a positive number is the number itself."),
    }
    check(answers, variant, "relu_output", max(0.0, z), EXACT, mistakes_of(mistakes, max(0.0, z), EXACT))


@pytest.mark.points(3)
@pytest.mark.hint("1 divided by (1 plus e to the power of MINUS z), of the net input, not of the output of ReLU.")
def test_sigmoid_output(answers, variant):
    """The output with the sigmoid"""
    z = sum(products_of(variant)) + variant.b
    right = sigmoid(z)
    mistakes = {
        "sign-of-exponent": (sigmoid(-z), "It looks as if the exponent had the other sign: it is -z."),
        "sigmoid-of-relu": (sigmoid(max(0.0, z)), "The sigmoid takes the net input, not the output of ReLU."),
        "missing-bias": (sigmoid(z - variant.b), "It looks as if the bias were left out of the net input."),
        "derivative": (right * (1 - right), "This is the derivative of the sigmoid, not its value."),
    }
    check(answers, variant, "sigmoid_output", right, ROUNDED, mistakes_of(mistakes, right, ROUNDED))

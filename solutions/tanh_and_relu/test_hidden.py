"""Hidden checks of `tanh_and_relu`: the three formulas."""

import pytest

from grader.symbolic import assert_formula


@pytest.mark.points(4)
@pytest.mark.hint("Quotient rule with u = e^z - e^-z and v = e^z + e^-z: what are u' and v'? The slope at 0 is 1.")
def test_tanh_prime(answers):
    """tanh_prime is the derivative of tanh"""
    assert_formula(
        answers["tanh_prime"],
        "1-tanh(z)^2",
        variables=["z"],
        expected_wrong={
            "tanh(z)^2-1": ("sign-flipped", "The sign is wrong: tanh rises everywhere, so its slope is positive."),
            "1+tanh(z)^2": (
                "sign-inside",
                "A sign is wrong: the slope of tanh is at most 1. (This is the rule for tan.)",
            ),
            "sec(z)^2": ("rule-for-tan", "This is the derivative of tan; for tanh it is a hyperbolic function."),
            "1-tanh(z)": ("square-missing", "A square is missing."),
            "sech(z)": ("square-missing", "A square is missing."),
            "1-z^2": ("derivative-of-activated", "z is not tanh(z) yet: this is the rule 1-t^2 with z put in for t."),
            "1-tanh(z^2)": ("square-inside", "The square belongs to the value of tanh, not to z: tanh(z)^2."),
            "tanh(z)*(1-tanh(z))": ("rule-for-sigmoid", "This is the sigmoid's rule with tanh put in for sigma."),
            "exp(-z)/(1+exp(-z))^2": ("rule-for-sigmoid", "This is the derivative of the sigmoid."),
            "(e^z+e^-z)/(e^z-e^-z)": (
                "parts-differentiated",
                "Numerator and denominator cannot be differentiated apart: this is one over tanh.",
            ),
            "4/(e^z-e^-z)^2": (
                "wrong-denominator",
                "The denominator of the quotient rule is v squared, and v is the sum.",
            ),
            "2/(e^z+e^-z)": (
                "square-missing",
                "The denominator of the quotient rule is squared, and so is what is above.",
            ),
        },
    )


@pytest.mark.points(3)
@pytest.mark.hint("Write tanh(z) as t in your first answer. At t = 1/2 the slope is 3/4.")
def test_tanh_prime_in_t(answers):
    """tanh_prime_in_t is the same derivative, in t alone"""
    assert_formula(
        answers["tanh_prime_in_t"],
        "1-t^2",
        variables=["t"],
        domains={"t": (-1, 1)},
        forbidden=["z"],
        expected_wrong={
            "t^2-1": ("sign-flipped", "The sign is wrong: tanh rises everywhere, so its slope is positive."),
            "1+t^2": ("sign-inside", "A sign is wrong: the slope of tanh is at most 1."),
            "t*(1-t)": ("rule-for-sigmoid", "This is the rule for the sigmoid; tanh has another one."),
            "1-t": ("square-missing", "A square is missing."),
            "(1-t)^2": ("square-outside", "The square belongs to t alone."),
            "t^2": ("one-minus-missing", "This is what has to be taken from 1."),
            "-2*t": (
                "differentiated-again",
                "This is the derivative of 1 - t^2 in t; asked is tanh' itself, written with t.",
            ),
            "1-tanh(t)^2": ("tanh-of-t", "t already stands for tanh(z): tanh is not applied once more."),
        },
    )


@pytest.mark.points(3)
@pytest.mark.hint("ReLU is two straight lines. What are their slopes?")
def test_relu_prime(answers):
    """relu_prime is the derivative of ReLU, for z not 0"""
    assert_formula(
        answers["relu_prime"],
        "Piecewise((0, z < 0), (1, z > 0))",
        variables=["z"],
        expected_wrong={
            "max(0, z)": ("not-differentiated", "This is ReLU itself, not its slope."),
            "sign(z)": ("slope-of-abs", "This is the derivative of |z|: to the left of 0 ReLU is flat."),
            "Heaviside(-z)": ("sides-swapped", "The two sides are swapped: ReLU is flat to the left of 0."),
            "1": ("one-side-only", "This is the slope on one side of 0 only."),
            "0": ("one-side-only", "This is the slope on one side of 0 only."),
            "Piecewise((0, z < 0), (z, True))": ("not-differentiated", "This is ReLU itself, not its slope."),
            "Piecewise((0, z < 1), (1, True))": ("corner-misplaced", "The corner of ReLU is at 0."),
            "Piecewise((1, z > 0))": ("one-side-only", "What is the slope where z is negative?"),
        },
    )

"""Hidden checks of `sigmoid_derivative`: the two formulas, and the way from the quotient rule to the result."""

import pytest

from grader.errors import Mismatch
from grader.symbolic import assert_formula, assert_steps

SIGMA = {"sigma(u)": "1/(1+exp(-u))", "sigmoid(u)": "1/(1+exp(-u))"}
DERIVATIVE = "exp(-z)/(1+exp(-z))^2"

NO_PARENTHESES = ("missing-parentheses", "Put the denominator into parentheses: a/1+b is (a/1) + b.")
WRONG_DERIVATIVES = {
    "-exp(-z)/(1+exp(-z))^2": ("sign-flipped", "The sign is wrong: v' = -exp(-z), and the rule has another minus."),
    "1/(1+exp(-z))^2": ("missing-chain-factor", "The inner derivative is missing: v = 1 + exp(-z) has v' = -exp(-z)."),
    "-1/(1+exp(-z))^2": (
        "outer-function-only",
        "Only 1/v is derived: multiply by the inner derivative, v' = -exp(-z).",
    ),
    "exp(-z)/(1+exp(-z))": ("not-squared", "The denominator of the quotient rule is v squared."),
    "1/(1+exp(-z))": ("not-derived", "This is the sigmoid itself, not its derivative."),
    "exp(-z)/1+exp(-z)^2": NO_PARENTHESES,
    "z*(1-z)": ("derivative-of-activated", "z is not sigma(z) yet: this is the rule s(1-s) with z put in for s."),
    "ln(1+exp(z))": ("integrated", "This is an integral of the sigmoid, not its derivative."),
}
WRONG_IN_S = {
    "s*(s-1)": ("sign-flipped", "The sign is wrong: the sigmoid rises, so its slope is positive for 0 < s < 1."),
    "1-s^2": ("other-function", "This is the rule for tanh; for the sigmoid the factors are s and 1 - s."),
    "1-s": ("missing-factor", "The factor s is missing."),
    "s": ("not-derived", "This is the sigmoid itself; the factor 1 - s is missing."),
    "s*(1+s)": ("sign-inside", "The second factor is 1 - s, with a minus."),
    "s^2": ("wrong-factor", "One of the two factors is 1 - s."),
}


@pytest.mark.points(4)
@pytest.mark.hint("Quotient rule with u = 1 and v = 1 + exp(-z). What is v'? Mind its sign. The slope at 0 is 1/4.")
def test_derivative(answers):
    """derivative is the derivative of the sigmoid"""
    answer = answers["derivative"]
    assert_formula(answer, DERIVATIVE, variables=["z"], functions=SIGMA, expected_wrong=WRONG_DERIVATIVES)


@pytest.mark.points(3)
@pytest.mark.hint("exp(-z)/(1+exp(-z)) is 1 - s. At s = 1/2 the slope is 1/4.")
def test_in_terms_of_sigma(answers):
    """in_terms_of_sigma is the same derivative, in s alone"""
    answer = answers["in_terms_of_sigma"]
    assert_formula(
        answer, "s*(1-s)", variables=["s"], domains={"s": (0, 1)}, forbidden=["z"], expected_wrong=WRONG_IN_S
    )


@pytest.mark.points(3)
@pytest.mark.hint("Start with (u'v - u*v')/v^2 written out, and change one thing in each step.")
def test_steps(answers):
    """steps leads from the quotient rule to the result, each step equal to the one before it"""
    steps = answers["steps"]
    if not isinstance(steps, list | tuple) or len(steps) < 2:
        raise Mismatch("steps must be a list of at least two formulas.", "wrong-length")
    if all(step == steps[0] for step in steps):
        raise Mismatch("All steps are the same: nothing is derived.", "all-the-same")
    assert_steps(steps, start=DERIVATIVE, final=DERIVATIVE, variables=["z"], functions=SIGMA)

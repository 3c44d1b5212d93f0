"""Visible checks of `logistic_neuron`: the worked examples of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The values below are written with 16 digits, and a few operations keep 15 of them.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


@pytest.mark.points(1)
@pytest.mark.hint("The net inputs are -1.25 and 2.75; apply the sigmoid to each.")
def test_predict_proba_example(student):
    """The probabilities of the worked example: 0.2227... and 0.9399..."""
    p = student.predict_proba(np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0.5, -1.0]), 0.25)
    assert_matches(p, np.array([0.22270013882530884, 0.9399133498259924]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The natural logarithm of 0.8 / 0.2.")
def test_log_odds_example(student):
    """The log-odds of 0.8 are ln 4 = 1.3862..."""
    slips = {
        "odds": (4.0, "These are the odds, p / (1 - p); their logarithm is due."),
        "other-base": (2.0, "This is the logarithm to base 2; the natural one is due."),
        "base-ten": (0.6020599913279624, "This is the logarithm to base 10; the natural one is due."),
        "sign-flipped": (-1.3862943611198906, "This is upside down: ln(p / (1 - p)), not ln((1 - p) / p)."),
    }
    assert_matches(student.log_odds(0.8), 1.3862943611198906, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("Solve 0.5*x1 - x2 + 0.25 = 0 for x2.")
def test_decision_boundary_example(student):
    """The boundary of the worked example: slope 0.5, intercept 0.25"""
    slips = {
        "sign-flipped": ((-0.5, -0.25), "The signs are wrong: bring 0.5*x1 + 0.25 to the other side and divide by -1."),
        "slope-sign": ((-0.5, 0.25), "The sign of the slope is wrong."),
        "intercept-sign": ((0.5, -0.25), "The sign of the intercept is wrong."),
        "permuted": ((0.25, 0.5), "The slope comes first, then the intercept."),
        "weights-exchanged": ((2.0, -0.5), "The line is solved for x1; solve it for x2."),
    }
    line = student.decision_boundary(np.array([0.5, -1.0]), 0.25)
    assert_matches(line, (0.5, 0.25), rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)

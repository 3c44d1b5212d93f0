"""Hidden checks of `logistic_neuron`: batches of every size, probabilities near the ends, lines in every direction."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# Sums of at most 6 products, one exponential or logarithm: honest ways agree to 1e-14, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9
# Near p = 1 the number 1 - p has lost digits before log_odds sees it: at 1 - 1e-9 an error of 1e-16 in p is a relative
# one of 1e-7 in 1 - p, and of 5e-9 in the logarithm.
NEAR_THE_ENDS = 1e-6


def clipped(answer, z):
    """Give the log-odds as they are when p is cut off, at the place where the answer's largest entry says."""
    limit = float(np.max(np.asarray(answer, dtype=float)))
    return {"cut-off": (np.clip(z, -limit, limit), "Probabilities near 0 and 1 are cut off; here they must not be.")}


@pytest.mark.points(2)
@pytest.mark.hint("The sigmoid of X @ w + b, one number for each row.")
def test_predict_proba_batches(student, reference, rng):
    """The probabilities of random batches, one example and many"""
    for n, d in ((6, 3), (4, 6), (1, 2), (5, 1), (1, 1), (3, 3)):
        X, w, b = rng.normal(size=(n, d)), rng.normal(size=d), float(rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 1.5))
        assert_matches(student.predict_proba(X, w, b), reference.predict_proba(X, w, b), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("ln(p / (1 - p)), each entry on its own.")
def test_log_odds_any_shape(student, reference, rng):
    """The log-odds of arrays of one, two and three axes"""
    for shape in ((7,), (3, 5), (2, 3, 4), (1,)):
        p = rng.uniform(0.02, 0.98, size=shape)
        assert_matches(student.log_odds(p), reference.log_odds(p), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("A number goes in, a number comes out.")
def test_log_odds_single_numbers(student, reference, rng):
    """The log-odds of single numbers, 1/2 among them"""
    for p in (*(float(value) for value in rng.uniform(0.05, 0.95, size=3)), 0.5):
        assert_matches(student.log_odds(p), float(reference.log_odds(p)), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The net input is the log-odds. Nothing may be cut off near 0 and 1.")
def test_log_odds_near_the_ends(student):
    """The log-odds undo the sigmoid, also where it is nearly 0 or 1"""
    z = np.array([-20.0, -8.0, -1.0, 2.0, 9.0, 20.0])
    answer = student.log_odds(1.0 / (1.0 + np.exp(-z)))
    inside = compare_numbers(answer, z, 0.0, 1e3).matches
    if inside and compare_numbers(np.asarray(answer)[2:4], z[2:4], RELATIVE, ABSOLUTE).matches:
        assert_matches(answer, z, rtol=NEAR_THE_ENDS, atol=ABSOLUTE, expected_wrong=clipped(answer, z))
    assert_matches(answer, z, rtol=NEAR_THE_ENDS, atol=ABSOLUTE)


@pytest.mark.points(2)
@pytest.mark.hint("Solve w[0]*x1 + w[1]*x2 + b = 0 for x2: mind both minus signs.")
def test_decision_boundary(student, reference, rng):
    """The boundaries of random neurons, and of level lines"""
    for _ in range(4):
        w, b = rng.choice([-1.0, 1.0], size=2) * rng.uniform(0.3, 2.0, size=2), float(rng.uniform(0.5, 2.0))
        expected = reference.decision_boundary(w, b)
        wrong = {
            "sign-flipped": ((w[0] / w[1], b / w[1]), "The signs are wrong: bring w[0]*x1 + b to the other side."),
            "slope-sign": ((-expected[0], expected[1]), "The sign of the slope is wrong: w[0]*x1 changes sides."),
            "intercept-sign": ((expected[0], -expected[1]), "The sign of the intercept is wrong: b changes sides."),
            "intercept-not-divided": ((expected[0], -b), "The intercept is divided by w[1] too."),
            "slope-not-divided": ((-w[0], expected[1]), "The slope is divided by w[1] too."),
            "permuted": ((expected[1], expected[0]), "The slope comes first, then the intercept."),
            "weights-exchanged": ((-w[1] / w[0], -b / w[0]), "The line is solved for x1; solve it for x2."),
        }
        answer = student.decision_boundary(w, b)
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)
    level = student.decision_boundary(np.array([0.0, 2.0]), -3.0)
    assert_matches(level, (0.0, 1.5), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Look at w[1] before you divide by it: numpy does not raise by itself.")
def test_upright_boundary(student):
    """An upright boundary is a ValueError"""
    for w in ([1.0, 0.0], [-2.0, 0.0], [0.0, 0.0]):
        with pytest.raises(ValueError):  # noqa: PT011 - the student words the message
            student.decision_boundary(np.array(w), 0.5)


@pytest.mark.points(1)
@pytest.mark.hint("`p /= 1 - p` and `X *= w` write into the caller's array.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    first = rng.normal(size=(4, 3)), rng.normal(size=3), 0.7
    second = rng.normal(size=(2, 5)), rng.normal(size=5), -0.4
    third = rng.normal(size=(4, 3)), rng.normal(size=3), 0.2
    for X, w, b in (first, second, third, first):
        answer = student.predict_proba(X, w, b)
        assert_unchanged("X", "w", "b")
        assert_matches(answer, reference.predict_proba(X, w, b), rtol=RELATIVE, atol=ABSOLUTE)
    p, w = rng.uniform(0.1, 0.9, size=(2, 3)), rng.uniform(0.5, 1.0, size=2)
    odds = student.log_odds(p)
    assert_unchanged("p")
    line = student.decision_boundary(w, 0.3)
    assert_unchanged("w", "b")
    assert_matches(odds, reference.log_odds(p), rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(line, reference.decision_boundary(w, 0.3), rtol=RELATIVE, atol=ABSOLUTE)

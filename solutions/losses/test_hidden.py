"""Hidden checks of `losses`: every shape, one entry and many, and probabilities of 0 and 1."""

import numpy as np
import pytest

from grader.numeric import assert_matches, compare_numbers

# Sums of at most 24 terms of size 1 agree to 1e-14 in any order; the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9
# 1 - (1 - 1e-15) is 9.992e-16 in floating point: the logarithm of it is off by 2e-5, relatively. Both are right.
AT_THE_CLIP = 1e-4

SHAPES = ((7,), (3, 5), (2, 3, 4), (1,), (4, 1))


def draw_labels(rng, n, k):
    """Draw one-hot rows, and rows of probabilities that sum to 1."""
    P = rng.uniform(0.1, 1.0, size=(n, k))
    return np.eye(k)[rng.integers(0, k, size=n)], P / P.sum(axis=1, keepdims=True)


def binary_mistakes(y, p):
    """Give what the usual mistakes lead to, by tag, with what to say."""
    ones, zeros = y * np.log(p), (1.0 - y) * np.log(1.0 - p)
    return {
        "sum-instead-of-mean": (-np.sum(ones + zeros), "The mean is due, not the sum."),
        "missing-term": (-np.mean(ones), "The second term, (1 - y) ln(1 - p), is missing."),
        "missing-first-term": (-np.mean(zeros), "The first term, y ln p, is missing."),
        "sign-flipped": (np.mean(ones + zeros), "The minus in front is missing: logarithms of p are negative."),
        "swapped-terms": (
            -np.mean((1.0 - y) * np.log(p) + y * np.log(1.0 - p)),
            "The terms are exchanged: ln p belongs to y = 1.",
        ),
        "second-term-sign": (-np.mean(ones - zeros), "The two terms are added: y ln p + (1 - y) ln(1 - p)."),
        "other-base": (-np.mean(ones + zeros) / np.log(2.0), "The natural logarithm is due, not that to base 2."),
    }


def categorical_mistakes(Y, P):
    """Give what the usual mistakes lead to, by tag, with what to say."""
    logs = Y * np.log(P)
    return {
        "sum-instead-of-mean": (-np.sum(logs), "The mean over the rows is due, not the sum."),
        "mean-over-all-entries": (-np.mean(logs), "The mean is over the rows only: sum within a row."),
        "mean-over-columns": (
            -np.sum(logs) / Y.shape[1],
            "The sum is divided by the number of columns; the mean is over the rows.",
        ),
        "largest-probability": (
            -np.mean(np.log(np.max(P, axis=1))),
            "The largest probability of each row counts here; it is to be that of the right class.",
        ),
        "sign-flipped": (np.mean(np.sum(logs, axis=1)), "The minus in front is missing."),
        "missing-logarithm": (-np.mean(np.sum(Y * P, axis=1)), "The logarithm of the probabilities is missing."),
        "logarithm-of-the-mean": (
            -np.log(np.mean(np.sum(Y * P, axis=1))),
            "The mean of the logarithms is due, not the logarithm of the mean.",
        ),
        "softmax-again": (
            np.mean(np.log(np.sum(np.exp(P), axis=1)) - np.sum(Y * P, axis=1)),
            "P holds probabilities already: no softmax is due here.",
        ),
        "binary-for-categorical": (
            -np.mean(np.sum(logs + (1.0 - Y) * np.log(1.0 - P), axis=1)),
            "The terms with 1 - Y belong to the binary cross entropy only.",
        ),
    }


def assert_loss(answer, expected, mistakes):
    """Compare a loss; `mistakes` gives the known mistakes, and is called only where there is one."""
    if not compare_numbers(answer, expected, RELATIVE, ABSOLUTE).matches:
        assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=mistakes())


def assert_clipped(answer, expected, share):
    """Compare a loss of which this share of entries is clipped; another place of clipping is named."""
    wrong = {
        f"clipped-at-1e-{digits}": (
            expected - share * np.log(10.0) * (15 - digits),
            f"The probabilities are clipped at 1e-{digits}; 1e-15 is due.",
        )
        for digits in (5, 6, 7, 8, 9, 10, 12, 16)
        if share
    }
    assert_matches(answer, expected, rtol=AT_THE_CLIP, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Half the sum over all entries, whatever the shape.")
def test_half_sse_any_shape(student, reference, rng):
    """half_sse of arrays of one, two and three axes"""
    for shape in SHAPES:
        y, y_hat = rng.normal(size=shape), rng.normal(size=shape)
        assert_matches(student.half_sse(y, y_hat), reference.half_sse(y, y_hat), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The mean over all entries, whatever the shape.")
def test_mse_any_shape(student, reference, rng):
    """mse of arrays of one, two and three axes"""
    for shape in SHAPES:
        y, y_hat = rng.normal(size=shape), rng.normal(size=shape)
        wrong = {
            "absolute-for-squared": (np.mean(np.abs(y - y_hat)), "These are absolute differences; square them."),
            "square-of-the-mean": (np.mean(y - y_hat) ** 2, "Square each difference before the mean is taken."),
        }
        loss, expected = student.mse(y, y_hat), reference.mse(y, y_hat)
        assert_matches(loss, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=wrong)


@pytest.mark.points(2)
@pytest.mark.hint("Both terms, the minus in front, and the mean over all entries.")
def test_binary_any_shape(student, reference, rng):
    """binary_cross_entropy of arrays of one, two and three axes"""
    for shape in SHAPES:
        y, p = rng.integers(0, 2, size=shape).astype(float), rng.uniform(0.05, 0.95, size=shape)
        expected = reference.binary_cross_entropy(y, p)
        assert_loss(student.binary_cross_entropy(y, p), expected, lambda y=y, p=p: binary_mistakes(y, p))


@pytest.mark.points(2)
@pytest.mark.hint("Sum within each row, mean over the rows.")
def test_categorical_batches(student, reference, rng):
    """categorical_cross_entropy of batches, one row and many"""
    for n, k in ((6, 3), (2, 5), (1, 4), (5, 2), (3, 3)):
        Y, P = draw_labels(rng, n, k)
        expected = reference.categorical_cross_entropy(Y, P)
        assert_loss(student.categorical_cross_entropy(Y, P), expected, lambda Y=Y, P=P: categorical_mistakes(Y, P))


@pytest.mark.points(2)
@pytest.mark.hint("Clip to [1e-15, 1 - 1e-15] before the logarithm; -ln(1e-15) is about 34.5.")
def test_probabilities_of_zero_and_one(student, reference):
    """Probabilities of 0 and 1, right and wrong ones"""
    for y, p in (([1.0, 0.0], [0.0, 1.0]), ([1.0, 0.0, 1.0], [1.0, 0.0, 0.5]), ([0.0], [1.0]), ([1.0], [0.0])):
        expected = reference.binary_cross_entropy(np.array(y), np.array(p))
        answer = student.binary_cross_entropy(np.array(y), np.array(p))
        assert_clipped(answer, expected, int(np.sum(np.abs(np.array(y) - np.array(p)) == 1.0)) / len(y))
    for row in ([0.0, 1.0, 0.0], [1.0, 0.0, 0.0]):
        Y, P = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), np.array([row, [0.2, 0.5, 0.3]])
        expected = reference.categorical_cross_entropy(Y, P)
        answer = student.categorical_cross_entropy(Y, P)
        assert_clipped(answer, expected, float(row[0] == 0.0) / 2.0)


@pytest.mark.points(1)
@pytest.mark.hint("`p[p == 0] = 1e-15` and np.clip(..., out=p) write into the caller's array.")
def test_nothing_left_behind(student, reference, rng, assert_unchanged):
    """The arguments are as they were after a call, and every call starts afresh"""
    for n, k in ((4, 3), (2, 5), (4, 3)):
        Y, P = draw_labels(rng, n, k)
        P[0] = np.eye(k)[0]
        for name, arguments in (
            ("half_sse", ("y", "y_hat")),
            ("mse", ("y", "y_hat")),
            ("binary_cross_entropy", ("y", "p")),
            ("categorical_cross_entropy", ("Y", "P")),
        ):
            loss = getattr(student, name)(Y, P)
            assert_unchanged(*arguments)
            assert_matches(loss, getattr(reference, name)(Y, P), rtol=AT_THE_CLIP, atol=ABSOLUTE)

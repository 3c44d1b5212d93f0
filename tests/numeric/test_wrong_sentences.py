"""What is said of a wrong answer: where to look, never what was due; and the mistakes that an author foresaw."""

import numpy as np
import pytest
from worked_numbers import GRADIENTS, INF, NAN, PATH, E, M, V, changed

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (np.ones((2, 5)), np.ones((3, 4)), r"\(2, 5\).*\(3, 4\)"),
        (V[:, None], V, r"\(5, 1\).*\(5,\)"),
        (V, E, r"\(5,\).*single number"),
        (M.T, M, r"\(3, 4\).*\(4, 3\)"),
        (PATH[1:], PATH, "first one is missing"),
        (PATH[:-1], PATH, "last one is missing"),
        (PATH[:3], PATH, "The last 2 are missing; the others are right"),
        (np.vstack([PATH, PATH[:2]]), PATH, "There are 2 too many at the end; the others are right"),
        (M[:, :-1], M, "The last column is missing; the others are right"),
        (M[:, 1:], M, "The first column is missing; the others are right"),
        (np.column_stack([PATH, V, V]), PATH, "There are 2 columns too many at the end; the others are right"),
        (np.column_stack([1 - V, V]), V, r"of which column \[1\] alone is due"),
        (np.vstack([V, 1 - V, V**2]), V, r"of which row \[0\] alone is due"),
        (PATH[-1], PATH, "Only the last one"),
        (E, np.array([E]), "not the number alone"),
        ([[E]], np.array([E]), "^A table was returned"),
        ((PATH, [1.0, 2.0]), PATH, r"2 values were returned together, where entry \[0\]"),
        ((M, V), V, r"entry \[1\] of them alone"),
        ((4, V), 4, r"entry \[0\] of them alone"),
        (M, [V, M], r"Only entry \[1\] was returned where a list or tuple of 2 is due"),
        ([V], [V, M, V], "1 was returned, 3 are due"),
        (changed(V[:2], 1, 9.0), V[:2], "1 of the 2 values is not right"),
        (V * (1 + 3e-6), V * np.array([1.0, 1.0 + 1e-7, 1.0, 1.0, 1.0]), "about 5 digits"),
        (PATH[0], PATH, "inside the loop"),
        (V, float(V.sum()), "their sum is due"),
        (V, float(V.mean()), "their mean is due"),
        (None, E, "did you forget `return`"),
        ("0.5", 0.5, "Text"),
        (True, 1.0, "True and False"),
        (E + 0j, E, "Complex"),
        (9.0, 9, "the value is right, but it is of type float"),
        (np.array([9]), 9, "not an array"),
        (2 * V, V, "twice"),
        (100 * V, V, "are percent and fractions mixed up"),
        (V / 2, V, "half"),
        (5 * V, V, "n times.*sum"),
        (V / 5, V, "1/n.*mean"),
        (np.log10([2.0, 3.0]), np.log([2.0, 3.0]), "ln 10"),
        (np.tile(PATH[-1], (5, 1)), PATH, "store a copy"),
        (np.tile(PATH[0], (5, 1)), PATH, "is the update ever made"),
        ({"dw1": M}, {"dW1": M}, "`dW1`.*'dw1'"),
        (GRADIENTS | {"db1": -V, "dW2": M.T + 1}, GRADIENTS, "^`db1`: Every entry.*Wrong too: `dW2`"),
        ([V, [M, -V]], [V, [M, V]], r"^Entry \[1\]\[1\]: Every entry"),
        (map(float, V), V, "list"),
        (lambda: E, E, "parentheses"),
        (changed(V, 1, NAN), V, "nan"),
        (changed(V, 1, INF), V, "overflow"),
        ([1.0, None], np.array([1.0, 2.0]), "holds None"),
    ],
)
def test_sentences_say_what_to_look_at(actual, expected, words):
    """The sentence names shapes, places and likely reasons."""
    with pytest.raises(Mismatch, match=r"(?s)" + words):
        assert_matches(actual, expected, rtol=1e-9, atol=1e-12)


def test_detail_shows_the_first_wrong_entries():
    """The detail, shown only where values may be seen, has index, answer and what is due."""
    detail = compare_numbers(changed(M, (1, 2), 9.0), M).detail

    assert "1 of 12 entries are wrong" in detail
    assert f"[1, 2] yours 9.0, expected {M[1, 2]:.12g}" in detail


def test_detail_of_a_part_names_its_place():
    """In a dict the detail begins with the key."""
    assert compare_numbers(GRADIENTS | {"db1": -V}, GRADIENTS).detail.startswith("`db1`: ")


@pytest.mark.parametrize(
    ("known", "tag", "sentence"),
    [
        ({"missing-square": 3.0}, "missing-square", "missing square"),
        ({"missing-square": (3.0, "Square it.")}, "missing-square", "Square it."),
        ({"You forgot the square.": 3.0}, "known-mistake", "You forgot the square."),
        ({"other": 5.0, "missing-square": 3.0}, "missing-square", "missing square"),
        ({"bad": float("nan"), "missing-square": 3.0}, "missing-square", "missing square"),
        ({"other": 5.0}, "square-root", "root"),
        ({}, "square-root", "root"),
    ],
)
def test_known_wrong_answers_come_first(known, tag, sentence):
    """What the author expects to go wrong is named before anything generic, as a tag or a sentence."""
    comparison = compare_numbers(np.array([3.0, 1.5]), np.array([9.0, 2.25]), expected_wrong=_both(known))

    assert comparison.diagnosis == tag
    assert sentence in comparison.sentence


def _both(known):
    """Make arrays of the numbers in known wrong answers, the second entry half of the first."""
    pairs = {}
    for key, value in known.items():
        pairs[key] = ([value[0], value[0] / 2], value[1]) if isinstance(value, tuple) else [value, value / 2]
    return pairs


def test_known_wrong_answers_may_be_structures_and_other_shapes():
    """A known wrong answer may have another shape than what is due, be a pair of numbers, or a dict."""
    assert compare_numbers([1.0], 1.0, expected_wrong={"kept-axis": np.array([1.0])}).diagnosis == "kept-axis"
    assert compare_numbers((2.0, 1.0), (1.0, 2.0), expected_wrong={"swap": (2.0, 1.0)}).diagnosis == "swap"
    assert compare_numbers({"a": 2.0}, {"a": 1.0}, expected_wrong={"two": {"a": 2.0}}).diagnosis == "two"
    assert compare_numbers(None, 1.0, expected_wrong={"nothing": None}).diagnosis == "nothing"


def test_right_answer_is_right_even_when_called_wrong():
    """A known wrong answer that equals what is due marks nothing wrong."""
    assert_matches(1.0, 1.0, expected_wrong={"same": 1.0})


def test_mismatch_text_is_sentence_then_detail():
    """The exception's text is the sentence and, on the next lines, the detail."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(-E, E)

    assert str(caught.value) == f"{caught.value.sentence}\n{caught.value.detail}"

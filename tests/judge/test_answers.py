"""A file of answers: the literals that are assigned last count; a misspelt name is told from a missing one."""

import ast

import pytest

from grader.judge.answers import Answers, MissingAnswer


@pytest.mark.parametrize(
    ("written", "asked"),
    [("deeplearning", "deep_learning"), ("Deep_Learning", "deep_learning"), ("dW", "dw"), ("ouput_net", "output_net")],
)
def test_a_misspelt_answer_is_named(written, asked):
    """What differs in a letter, a line or capitals is taken for the answer's name."""
    with pytest.raises(MissingAnswer, match=rf"no line `{asked} = ...`.*, and not as `{written}`"):
        Answers(ast.parse(f"{written} = 1"))[asked]


@pytest.mark.parametrize(
    ("written", "asked"),
    [("machine_learning", "deep_learning"), ("softmax_other", "softmax_same"), ("hidden_net", "hidden"), ("db", "dw")],
)
def test_another_answer_is_not_taken_for_a_misspelt_one(written, asked):
    """An exercise has answers whose names are alike."""
    with pytest.raises(MissingAnswer, match=r"under exactly that name$"):
        Answers(ast.parse(f"{written} = 1"))[asked]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = 'x'\na = 'y'\n", "y"),
        ("a = 1 + 1\na = 2\n", 2),
        ("a = b = -0.5\n", -0.5),
        ("b, a = 1, (2, 3)\n", (2, 3)),
        ("a: str = 'x' + 'y'\n", "xy"),
        ("a = f'x'\n", "x"),
        ("b = 1\nb += 1\na = 'x'\n", "x"),
        ("a = 1\na += 1\na = 3\n", 3),
    ],
)
def test_the_literal_that_is_assigned_last_counts(text, value):
    """Whatever stood under the name before, and under other names."""
    assert Answers(ast.parse(text))["a"] == value


@pytest.mark.parametrize(
    "text",
    [
        "a = 'x'\na = 'x' * 2\n",
        "a = 'x'\na += '+ 1'\n",
        "a = 2\na **= 2\n",
        "a = [1]\na += [2]\n",
        "a = 1\na = float('nan')\n",
        "a = ...\n",
        "a = " + "[" * 30 + "]" * 30 + "\n",
    ],
)
def test_what_is_computed_in_the_end_is_no_answer(text):
    """Also where a literal stands before it: the value that it had is not the student's last word."""
    answers = Answers(ast.parse(text))

    with pytest.raises(MissingAnswer, match=f"line {text.count(chr(10))} is computed"):
        answers["a"]
    assert "a" not in answers

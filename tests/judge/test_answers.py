"""What is read of a file of answers: the literals that are assigned last, and nothing that is computed."""

import ast

import pytest

from grader.judge.answers import Answers, MissingAnswer


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

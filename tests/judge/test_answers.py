"""Answers are read from a file's literal assignments; one that is not there is told from one that is misspelt."""

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

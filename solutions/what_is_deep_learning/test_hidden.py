"""Hidden checks of `what_is_deep_learning`: the answers themselves, with what a wrong one was confused with."""

import pytest

from grader.errors import Mismatch


def letter(answer):
    """Give a letter as the statement writes it; anything else that was answered stays what it is."""
    return answer.strip().upper() if isinstance(answer, str) else answer


def assert_letter(answer, right, mistakes):
    """Compare a letter; `mistakes` has what to say of the wrong ones: letter -> (tag, sentence)."""
    given = letter(answer)
    if given == right and isinstance(answer, str):
        return
    tag, sentence = mistakes.get(given, ("", "")) if isinstance(given, str) else ("", "")
    raise Mismatch(sentence or "Answer with one of the letters of the table, in quotes.", tag or "not-a-choice")


@pytest.mark.points(2)
@pytest.mark.hint("It is the oldest and widest of the three: how the machine does it does not matter.")
def test_artificial_intelligence(answers):
    """The definition of artificial intelligence"""
    mistakes = {
        "A": ("confused-with-machine-learning", "This asks for learning; artificial intelligence is wider."),
        "B": ("confused-with-deep-learning", "This asks for neural networks; artificial intelligence is wider."),
    }
    assert_letter(answers["artificial_intelligence"], "C", mistakes)


@pytest.mark.points(2)
@pytest.mark.hint("The word learning is meant: nobody writes the rules.")
def test_machine_learning(answers):
    """The definition of machine learning"""
    mistakes = {
        "B": ("confused-with-deep-learning", "This is one kind of machine learning; there are others."),
        "C": ("confused-with-artificial-intelligence", "This holds for rules written by hand, too."),
    }
    assert_letter(answers["machine_learning"], "A", mistakes)


@pytest.mark.points(2)
@pytest.mark.hint("Which definition names the kind of model?")
def test_deep_learning(answers):
    """The definition of deep learning"""
    mistakes = {
        "A": ("confused-with-machine-learning", "This holds for machine learning without networks, too."),
        "C": ("confused-with-artificial-intelligence", "This holds for rules written by hand, too."),
    }
    assert_letter(answers["deep_learning"], "B", mistakes)


@pytest.mark.points(2)
@pytest.mark.hint("Every deep learning program is a machine learning program. Is every machine learning program deep?")
def test_widest_first(answers):
    """Which contains which, the widest first"""
    order = answers["widest_first"]
    if not isinstance(order, list | tuple) or len(order) != 3:
        raise Mismatch("Answer with a list of three letters.", "wrong-length")
    given = [letter(answer) for answer in order]
    if given == ["D", "M", "A"]:
        raise Mismatch("The order is the right one, the wrong way round: the widest comes first.", "permuted")
    if given != ["A", "M", "D"]:
        raise Mismatch("The terms do not contain each other in this order.", "wrong-order")


@pytest.mark.points(2)
@pytest.mark.hint("Deep is about the way from the input to the output.")
def test_what_makes_it_deep(answers):
    """What makes a network deep"""
    mistakes = {
        "A": ("depth-is-not-data", "A shallow network can be trained on much data as well."),
        "C": ("depth-is-not-precision", "The digits of a weight have nothing to do with depth."),
        "D": ("depth-is-not-width", "That makes a network wide."),
        "E": ("depth-is-not-rules", "That would be a program without learning."),
    }
    assert_letter(answers["what_makes_it_deep"], "B", mistakes)

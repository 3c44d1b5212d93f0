"""Hidden checks of `model_families`: the family of each use, and the members of the last family."""

import pytest

from grader.errors import Mismatch

DATA = {
    "MLP": "a multilayer perceptron takes a row of numbers, without order or neighbourhood",
    "RNN": "a recurrent network is for sequences, where the order counts",
    "CNN": "a convolutional network is for pictures, where the neighbourhood counts",
    "UPN": "an unsupervised pre-trained network is for data without labels",
}


def letters(answer):
    """Give letters as the statement writes them; anything else that was answered stays what it is."""
    return answer.strip().upper() if isinstance(answer, str) else answer


def assert_family(answers, name, right):
    """Compare one family, and say what the chosen one is for."""
    given = letters(answers[name])
    if isinstance(given, str) and given == right:
        return
    if isinstance(given, str) and given in DATA:
        raise Mismatch(f"{name}: {DATA[given]}. Is that so here?", f"confused-with-{given.lower()}")
    raise Mismatch(f"{name}: answer with one of {', '.join(DATA)}, in quotes.", "not-a-choice")


@pytest.mark.points(2)
@pytest.mark.hint("What do the columns of a table have in common with words or pixels? Nothing.")
def test_tables(answers):
    """The family for tables"""
    assert_family(answers, "tabular_classification", "MLP")
    assert_family(answers, "tabular_regression", "MLP")


@pytest.mark.points(2)
@pytest.mark.hint("Yesterday comes before today, and one word before the next.")
def test_sequences(answers):
    """The family for sequences"""
    assert_family(answers, "series_forecasting", "RNN")
    assert_family(answers, "sentence_prediction", "RNN")


@pytest.mark.points(2)
@pytest.mark.hint("An edge or an eye is a small patch of neighbouring pixels, wherever it lies.")
def test_pictures(answers):
    """The family for features and objects in pictures and films"""
    assert_family(answers, "image_features", "CNN")
    assert_family(answers, "video_objects", "CNN")


@pytest.mark.points(2)
@pytest.mark.hint("What do a collection without labels and the three uses have in common?")
def test_without_labels(answers):
    """The family for generating, labelling and reducing"""
    assert_family(answers, "image_generation", "UPN")
    assert_family(answers, "outcome_labelling", "UPN")
    assert_family(answers, "dimension_reduction", "UPN")


@pytest.mark.points(2)
@pytest.mark.hint("Three of the five are. Which two learn from labels?")
def test_pretrained_networks(answers):
    """The members of the unsupervised pre-trained networks"""
    members = answers["pretrained_networks"]
    if not isinstance(members, list | tuple | set) or not all(isinstance(member, str) for member in members):
        raise Mismatch("Answer with a list of letters.", "wrong-type")
    given = {letters(member) for member in members}
    if given - set("ABCDE"):
        raise Mismatch("The list holds something else than the letters A to E.", "not-a-choice")
    if given & set("BD"):
        raise Mismatch("The list holds a network that learns from labels.", "one-too-many")
    if given != set("ACE"):
        raise Mismatch("One of the family is missing in the list.", "one-missing")

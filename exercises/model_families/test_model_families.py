"""Visible checks of `model_families`: the answers can be read. They are worth no points."""

import pytest

from grader.errors import Mismatch

FAMILIES = ("MLP", "RNN", "CNN", "UPN")
USES = (
    "tabular_classification",
    "tabular_regression",
    "series_forecasting",
    "sentence_prediction",
    "image_features",
    "video_objects",
    "image_generation",
    "outcome_labelling",
    "dimension_reduction",
)


@pytest.mark.points(0)
@pytest.mark.hint('Fill in every use with "MLP", "RNN", "CNN" or "UPN".')
def test_families_can_be_read(answers):
    """Each use has the letters of a family"""
    for name in USES:
        answer = answers[name]
        if not isinstance(answer, str) or answer.strip().upper() not in FAMILIES:
            raise Mismatch(f"{name}: answer with one of {', '.join(FAMILIES)}, in quotes.", "not-a-choice")


@pytest.mark.points(0)
@pytest.mark.hint('Fill in pretrained_networks with a list of letters from "A" to "E".')
def test_members_can_be_read(answers):
    """pretrained_networks is a list of letters from A to E"""
    members = answers["pretrained_networks"]
    if not isinstance(members, list | tuple | set) or not members:
        raise Mismatch('Answer with a list of letters, such as ["X", "Y"].', "wrong-type")
    for answer in members:
        if not isinstance(answer, str) or answer.strip().upper() not in tuple("ABCDE"):
            raise Mismatch("pretrained_networks holds letters from A to E, each in quotes.", "not-a-choice")

"""Visible checks of `parameter_count`: the two networks of the statement."""

import pytest

from grader.numeric import assert_matches


@pytest.mark.points(1)
@pytest.mark.hint("2*2 + 2*1 weights; one bias for each of the 2 + 1 neurons.")
def test_first_example(student):
    """[2, 2, 1] has 6 weights, 3 biases, 9 parameters"""
    weights = {
        # 4 is the first layer's alone, and the product of all sizes.
        "products-not-added": (4, "Two layers have weights, 2*2 and 2*1: add them."),
        "neurons-for-weights": (5, "This counts neurons and inputs, not the arrows between them."),
        "bias-among-weights": (9, "Biases are counted apart from weights."),
        "added-for-multiplied": (7, "Multiply neighbouring sizes; do not add them."),
    }
    biases = {
        "inputs-counted": (5, "Inputs have no bias."),
        "other-function": (6, "These are the weights, not the biases."),
        "last-for-first": (4, "The inputs have no bias, but the neurons of the last layer do."),
    }
    both = {
        "biases-missing": (6, "The biases are missing."),
        "weights-missing": (3, "The weights are missing."),
        "inputs-counted": (11, "Inputs have no bias."),
    }
    assert_matches(student.count_weights([2, 2, 1]), 6, kind="int", expected_wrong=weights)
    assert_matches(student.count_biases([2, 2, 1]), 3, kind="int", expected_wrong=biases)
    assert_matches(student.count_parameters([2, 2, 1]), 9, kind="int", expected_wrong=both)


@pytest.mark.points(1)
@pytest.mark.hint("2*4 + 4*4 weights and 4 + 4 biases.")
def test_second_example(student):
    """[2, 4, 4] has 32 parameters"""
    assert_matches(student.count_parameters([2, 4, 4]), 32, kind="int")

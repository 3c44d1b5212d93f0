"""Hidden checks of `parameter_count`: two layers and many, narrow and wide."""

from itertools import combinations, pairwise

import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches

# Counts are exact: kind="int" refuses floats, and no tolerance is needed.


def draw_sizes(rng, layers):
    """Draw the sizes of that many layers, the inputs among them; uneven, so that a mistake cannot cancel."""
    return [int(size) for size in rng.integers(2, 20, size=layers)]


def wrong_weights(sizes):
    """Give known wrong numbers of weights, by tag, with what to say."""
    product = 1
    for size in sizes:
        product *= size
    return {
        "product-of-all": (product, "Only neighbouring layers are connected: add the products of neighbours."),
        "neurons-for-weights": (sum(sizes), "This counts neurons and inputs, not the arrows between them."),
        "first-and-last": (sizes[0] * sizes[-1], "The hidden layers are left out."),
        "every-pair": (
            sum(a * b for a, b in combinations(sizes, 2)),
            "Only neighbouring layers are connected, not every two.",
        ),
        "wrapped-around": (
            sum(sizes[i] * sizes[i - 1] for i in range(len(sizes))),
            "The last layer is connected with the first: `layer_sizes[-1]` is the last entry.",
        ),
        "squares": (sum(size * size for size in sizes[:-1]), "Multiply each size by the next one, not by itself."),
        "bias-among-weights": (sum((a + 1) * b for a, b in pairwise(sizes)), "Biases are counted apart from weights."),
        "added-for-multiplied": (
            sum(a + b for a, b in pairwise(sizes)),
            "Multiply neighbouring sizes; do not add them.",
        ),
        "last-layer-missing": (
            sum(a * b for a, b in pairwise(sizes[:-1])),
            "The weights of the last layer are missing.",
        ),
    }


def wrong_biases(sizes):
    """Give known wrong numbers of biases, by tag, with what to say."""
    return {
        "inputs-counted": (sum(sizes), "Inputs have no bias."),
        "output-missing": (sum(sizes[1:-1]), "The neurons of the last layer have biases too."),
        "one-a-layer": (len(sizes) - 1, "Every neuron has its own bias, not every layer."),
        "last-for-first": (sum(sizes[:-1]), "The inputs have no bias, but the neurons of the last layer do."),
    }


@pytest.mark.points(2)
@pytest.mark.hint("For every two neighbouring layers the product of their sizes; then add.")
def test_weights(student, reference, rng):
    """The weights of random networks"""
    for layers in (4, 3, 6, 5):  # of three layers, every pair is connected once the last one is taken for a neighbour
        sizes = draw_sizes(rng, layers)
        count, expected = student.count_weights(sizes), reference.count_weights(sizes)
        assert_matches(count, expected, kind="int", expected_wrong=wrong_weights(sizes))


@pytest.mark.points(2)
@pytest.mark.hint("One for each neuron of every layer but the first.")
def test_biases(student, reference, rng):
    """The biases of random networks"""
    for layers in (4, 3, 6, 5):
        sizes = draw_sizes(rng, layers)
        count, expected = student.count_biases(sizes), reference.count_biases(sizes)
        assert_matches(count, expected, kind="int", expected_wrong=wrong_biases(sizes))


@pytest.mark.points(2)
@pytest.mark.hint("Weights and biases together.")
def test_parameters(student, reference, rng):
    """The parameters of random networks"""
    for layers in (3, 4, 6, 5):
        sizes = draw_sizes(rng, layers)
        weights, biases = reference.count_weights(sizes), reference.count_biases(sizes)
        wrong = {
            "biases-missing": (weights, "The biases are missing."),
            "weights-missing": (biases, "The weights are missing."),
            "product-for-sum": (weights * biases, "Add weights and biases."),
            "inputs-counted": (weights + sum(sizes), "Inputs have no bias."),
        }
        assert_matches(student.count_parameters(sizes), weights + biases, kind="int", expected_wrong=wrong)


@pytest.mark.points(1)
@pytest.mark.hint("Two entries are one layer of neurons: no hidden layer at all.")
def test_one_layer(student):
    """Networks without a hidden layer"""
    for sizes, weights, biases in (([5, 3], 15, 3), ([1, 1], 1, 1), ([784, 10], 7840, 10)):
        assert_matches(student.count_weights(sizes), weights, kind="int")
        assert_matches(student.count_biases(sizes), biases, kind="int")
        assert_matches(student.count_parameters(sizes), weights + biases, kind="int")


@pytest.mark.points(1)
@pytest.mark.hint("Is the count exact, without a float on the way?")
def test_large_networks(student):
    """Long and wide networks, counted exactly"""
    assert_matches(student.count_parameters([3] * 200), 199 * 12, kind="int")
    weights = 10**6 * (10**6 + 1) + 7 * (10**6 + 1)
    wrapped = (weights + 2**31) % 2**32 - 2**31
    short = {"integer-overflow": (wrapped, "The count does not fit into 32 bits: use Python's int, or numpy's int64.")}
    assert_matches(student.count_weights([10**6, 10**6 + 1, 7]), weights, kind="int", expected_wrong=short)
    assert_matches(student.count_biases([10**6, 10**6 + 1, 7]), 10**6 + 8, kind="int")


@pytest.mark.points(1)
@pytest.mark.hint("`layer_sizes.pop(0)` shortens the caller's list; and nothing may stay from the last call.")
def test_nothing_left_behind(student, reference, assert_unchanged):
    """The list is as it was after a call, and every call starts afresh"""
    for sizes in ([4, 3, 2], [7, 5, 5, 3], [4, 3, 2]):
        for name in ("count_weights", "count_biases", "count_parameters"):
            count = getattr(student, name)(sizes)
            assert_unchanged("layer_sizes")
            if type(count) is int and count != getattr(student, name)(list(sizes)):
                text = "The same list, asked twice, gives two counts: a call keeps something for the next."
                raise Mismatch(text, "kept-between-calls")
            assert_matches(count, getattr(reference, name)(sizes), kind="int")

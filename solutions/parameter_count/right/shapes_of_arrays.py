from dataclasses import dataclass
from math import prod


@dataclass
class Layer:
    inputs: int
    neurons: int

    @property
    def shapes(self):
        return {"W": (self.inputs, self.neurons), "b": (self.neurons,)}


def layers(layer_sizes: list) -> list:
    return [Layer(*pair) for pair in zip(layer_sizes[:-1], layer_sizes[1:])]


def count_weights(layer_sizes: list) -> int:
    return int(sum(prod(layer.shapes["W"]) for layer in layers(layer_sizes)))


def count_biases(layer_sizes: list) -> int:
    return int(sum(prod(layer.shapes["b"]) for layer in layers(layer_sizes)))


def count_parameters(layer_sizes: list) -> int:
    return sum(prod(shape) for layer in layers(layer_sizes) for shape in layer.shapes.values())

from typing import Callable, Sequence


def net_input(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """Everything turned into Python floats first."""
    inputs = [float(v) for v in inputs]
    weights = [float(v) for v in weights]
    return float(sum(i * j for i, j in zip(inputs, weights)) + bias)


def neuron_output(inputs: Sequence[float], weights: Sequence[float], bias: float, activation: Callable) -> float:
    return float(activation(net_input(inputs, weights, bias)))

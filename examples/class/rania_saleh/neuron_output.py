"""My neuron. I made a class because we will need layers of them later."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass
class Neuron:
    weights: NDArray[np.float64]
    bias: float
    activation: Callable[[float], float] = lambda z: z

    def net(self, inputs: NDArray[np.float64]) -> float:
        return (self.weights * inputs).sum() + self.bias

    def __call__(self, inputs: NDArray[np.float64]) -> float:
        return self.activation(self.net(inputs))


def net_input(x: NDArray[np.float64], w: NDArray[np.float64], b: float) -> float:
    return Neuron(w, b).net(x)


def neuron_output(x: NDArray[np.float64], w: NDArray[np.float64], b: float, f: Callable[[float], float]) -> float:
    return Neuron(w, b, f)(x)

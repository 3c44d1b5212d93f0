from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np


class Cache(NamedTuple):
    hidden: np.ndarray
    output: np.ndarray


@dataclasses.dataclass
class Layer:
    weights: np.ndarray
    bias: np.ndarray

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        return inputs @ self.weights + self.bias


def forward(X, W1, b1, W2, b2) -> Cache:
    first, second = Layer(W1, b1), Layer(W2, b2)
    hidden = np.tanh(first(X))
    return Cache(hidden, np.exp(-np.logaddexp(0, -second(hidden))))


def _gradients(inputs: np.ndarray, delta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.einsum("ni,nj->ij", inputs, delta), np.einsum("nj->j", delta)


def backward(inputs, targets, W2, hidden, output):
    delta = (output - targets) / targets.size
    dW2, db2 = _gradients(hidden, delta)
    delta = np.einsum("nk,jk->nj", delta, W2) * (1 + hidden) * (1 - hidden)
    dW1, db1 = _gradients(inputs, delta)
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)

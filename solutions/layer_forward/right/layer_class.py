from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    f: Callable

    def __call__(self, X):
        ones = np.ones(X.shape[:-1] + (1,))
        extended = np.concatenate([X, ones], axis=-1)
        return self.f(np.dot(extended, np.vstack([self.W, self.b])))


def layer_forward(X, W, b, f):
    return Layer(W, b, f)(X).tolist()

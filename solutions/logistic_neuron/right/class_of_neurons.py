from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Line(NamedTuple):
    slope: float
    intercept: float


@dataclass
class LogisticNeuron:
    weights: np.ndarray
    bias: float

    def net_input(self, X):
        return (X * self.weights).sum(axis=1) + self.bias

    def __call__(self, X):
        return 0.5 * (1 + np.tanh(self.net_input(X) / 2))

    def boundary(self):
        if self.weights[1] == 0.0:
            raise ValueError("the boundary is parallel to the x2 axis")
        return Line(float(-self.weights[0] / self.weights[1]), float(-self.bias / self.weights[1]))


def predict_proba(X, w, b):
    return LogisticNeuron(w, b)(X)


def log_odds(p):
    return 2 * np.arctanh(2 * np.asarray(p) - 1) if np.all(np.abs(np.asarray(p) - 0.5) < 0.4) else np.log(p) - np.log1p(-np.asarray(p))


def decision_boundary(w, b):
    return LogisticNeuron(w, b).boundary()

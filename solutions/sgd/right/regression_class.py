from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Line:
    beta: np.ndarray
    history: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.beta = self.beta.copy()
        self.remember()

    def remember(self) -> None:
        self.history.append(self.beta.copy())

    def learn(self, x: float, y: float, rate: float) -> None:
        residual = self.beta[0] + self.beta[1] * x - y
        self.beta -= rate * residual * np.array([1.0, x])
        self.remember()


def sgd(x, y, beta0, learning_rate, order):
    line = Line(beta0)
    for i in order:
        line.learn(x[i], y[i], learning_rate)
    print("learnt", line.beta)
    return line.history

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Regression:
    x: np.ndarray
    y: np.ndarray

    def error(self, beta) -> np.ndarray:
        return self.y - np.polyval(beta[::-1], self.x)

    def cost(self, beta) -> float:
        return float(np.linalg.norm(self.error(beta)) ** 2 / 2)

    def slope(self, beta) -> np.ndarray:
        return -np.array([self.error(beta).sum(), self.error(beta).dot(self.x)])


def cost(beta, x, y):
    return Regression(x, y).cost(beta)


def gradient(beta, x, y):
    return Regression(x, y).slope(beta)


def gradient_descent(x, y, beta0, learning_rate, n_steps):
    model, beta = Regression(x, y), beta0.copy()
    history = [beta.copy()]
    while len(history) <= n_steps:
        beta -= learning_rate * model.slope(beta)
        history.append(beta.copy())
    print("cost at the end:", model.cost(beta))
    return tuple(history)

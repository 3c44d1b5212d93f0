from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

import numpy as np


class BatchSizeError(ValueError):
    """A batch needs at least one point."""


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def gradient(self, beta: tuple[float, float]) -> tuple[float, float]:
        residual = beta[0] + beta[1] * self.x - self.y
        return residual, residual * self.x


def batches(points: list[Point], size: int) -> Iterator[list[Point]]:
    while points:
        batch, points = points[:size], points[size:]
        yield batch


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if not batch_size >= 1:
        raise BatchSizeError(f"{batch_size} is too small")
    beta = (beta0[0], beta0[1])
    path = [beta]
    for batch in batches([Point(x[i], y[i]) for i in order], batch_size):
        gradients = [point.gradient(beta) for point in batch]
        beta = tuple(b - learning_rate * sum(parts) for b, parts in zip(beta, zip(*gradients)))
        path.append(beta)
    return tuple(path)

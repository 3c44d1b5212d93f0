from dataclasses import dataclass

import numpy as np


@dataclass
class Slope:
    function: object
    point: np.ndarray
    width: float

    def along(self, index):
        direction = np.zeros(self.point.size)
        direction[index] = self.width
        direction = direction.reshape(self.point.shape)
        return (self.function(self.point + direction) - self.function(self.point - direction)) * 0.5 / self.width


def numerical_gradient(function, point, eps=1e-5):
    slope = Slope(function, point, eps)
    flat = [slope.along(index) for index in range(point.size)]
    return np.reshape(flat, point.shape).tolist()


def relative_error(a, b):
    with np.errstate(invalid="ignore"):
        ratio = np.linalg.norm((a - b).reshape(-1)) / np.float64(np.linalg.norm(a.reshape(-1)) + np.linalg.norm(b.reshape(-1)))
    return np.nan_to_num(ratio)

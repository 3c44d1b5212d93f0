import math
from typing import Callable

import numpy as np


def norm(values) -> float:
    return math.sqrt(math.fsum(float(v) ** 2 for v in np.nditer(values)))


def numerical_gradient(f: Callable[[np.ndarray], float], theta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    moved = np.array(theta)
    out = np.zeros_like(moved)
    walk = np.nditer(theta, flags=["multi_index"])
    for value in walk:
        place = walk.multi_index
        moved[place] = value + eps
        out[place] += f(moved)
        moved[place] = value - eps
        out[place] -= f(moved)
        moved[place] = value
    print("entries:", theta.size)
    return out / (2 * eps)


def relative_error(a, b) -> float:
    try:
        return norm(a - b) / (norm(a) + norm(b))
    except ZeroDivisionError:
        return 0.0

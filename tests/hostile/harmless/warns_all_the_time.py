# gives 1
import warnings

import numpy as np


def attack():
    for i in range(1_000):
        warnings.warn(f"careful {i}")
        np.array([1e308]) * 10
    return 1

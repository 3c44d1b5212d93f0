# refused object
import numpy as np


def attack():
    return np.array([1, None, "x"], dtype=object)

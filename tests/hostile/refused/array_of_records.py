# refused void
import numpy as np


def attack():
    return np.zeros(2, dtype=[("a", "f8"), ("b", "i4")])

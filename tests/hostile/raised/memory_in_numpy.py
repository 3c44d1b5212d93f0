# raised MemoryError
import numpy as np


def attack():
    return np.zeros((10**6, 10**6)).sum()

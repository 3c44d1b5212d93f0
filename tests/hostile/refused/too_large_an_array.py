# refused too much
import numpy as np


def attack():
    return np.zeros(9 * 10**6)

# refused too large to hand over
import numpy as np


def attack():
    return np.zeros(9 * 10**6)

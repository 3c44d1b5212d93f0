# refused too large
import numpy as np


def attack():
    return np.zeros((0, 2**31, 2**20))

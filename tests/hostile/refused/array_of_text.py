# refused str
import numpy as np


def attack():
    return np.array(["a", "b"])

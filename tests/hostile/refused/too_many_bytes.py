# refused too much to hand over
import numpy as np


def attack():
    return [np.zeros(4_000_000), np.zeros(4_000_000), np.zeros(4_000_000)]

# caught by: test_every_time (never-right)
import numpy as np


def xor_network():
    return (np.array([[1.0, 1], [1, 1]]), np.array([0.0, -1]), np.array([[1.0], [-2]]), np.array([0.0]))

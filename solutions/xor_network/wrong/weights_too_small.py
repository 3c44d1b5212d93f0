# caught by: test_truth_table (not-clear-enough)
import numpy as np


def xor_network():
    W1 = np.array([[5.0, 5.0], [5.0, 5.0]])
    b1 = np.array([-2.5, -7.5])
    W2 = np.array([[5.0], [-5.0]])
    b2 = np.array([-1.7])
    return W1, b1, W2, b2

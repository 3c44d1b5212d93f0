# caught by: test_every_time (not-every-time)
import numpy as np


calls = []


def xor_network():
    W1 = np.array([[20.0, 20.0], [20.0, 20.0]])
    b1 = np.array([-10.0, -30.0])
    W2 = np.array([[20.0], [-20.0]])
    b2 = np.array([-10.0])
    calls.append(1)
    if len(calls) > 3:
        W2 = -W2
    return W1, b1, W2, b2

# caught by: test_worked_example (only-first-row), test_one_full_batch (only-first-row)
import numpy as np
def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1: raise ValueError("batch_size")
    b = np.array(beta0, float); path = [b]
    for s in range(0, len(order), batch_size):
        i = order[s]; r = b[0] + b[1]*x[i] - y[i]
        b = b - learning_rate*np.array([r, r*x[i]]); path.append(b)
    return np.array(path)

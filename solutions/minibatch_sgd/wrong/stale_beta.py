# caught by: test_worked_example (last-row), test_even_batches (wrong-from-some-row)
import numpy as np
def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1: raise ValueError("batch_size")
    b = np.array(beta0, float); path = [b]
    for s in range(0, len(order), batch_size):
        i = order[s:s+batch_size]; r = beta0[0] + beta0[1]*x[i] - y[i]
        b = b - learning_rate*np.array([r.sum(), (r*x[i]).sum()]); path.append(b)
    return np.array(path)

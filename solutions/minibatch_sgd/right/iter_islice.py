from itertools import islice
import numpy as np
class BatchError(ValueError): ...
def batches(order, size):
    it = iter(order)
    while chunk := list(islice(it, size)): yield chunk
def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1: raise BatchError(batch_size)
    path = [list(map(float, beta0))]
    for c in batches(order, batch_size):
        b0, b1 = path[-1]
        r = b0 + b1*x[c] - y[c]
        path.append([b0 - learning_rate*float(np.sum(r)), b1 - learning_rate*float(np.dot(r, x[c]))])
    return path

import numpy as np
def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError(f"{batch_size=}")
    n = -(-len(order) // batch_size)
    P = np.empty((n + 1, 2)); P[0] = beta0
    for k in range(n):
        rows = order[k*batch_size:min((k+1)*batch_size, len(order))]
        g = np.zeros(2)
        for i in rows: g += (P[k] @ [1, x[i]] - y[i]) * np.array([1, x[i]])
        P[k+1] = P[k] - learning_rate*g
    return P

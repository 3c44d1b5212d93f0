import numpy as np
def forward(X, weights, biases, hidden, output):
    one = X.ndim == 1
    a = np.atleast_2d(X); res = [a]
    for k, W in enumerate(weights):
        z = a @ W + biases[k].reshape(1, -1)
        a = output(z) if k + 1 == len(weights) else hidden(z)
        res.append(a)
    return [r[0] for r in res] if one else res

import numpy as np
def sgd(x, y, beta0, learning_rate, order):
    b = np.array(beta0, dtype=float); path = [b.copy()]
    for i in order:
        e = b[0] + b[1] * x[i] - y[i]
        b = b - learning_rate * e * np.array([1, x[i]])
        path.append(b)
    return np.array(path)

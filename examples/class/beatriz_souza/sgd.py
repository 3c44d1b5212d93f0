import numpy as np

def SGD(x, y, beta0, learning_rate, order):
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for i in order:
        error = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate * error * np.array([1.0, x[i]])
        path.append(beta)
    return np.array(path)

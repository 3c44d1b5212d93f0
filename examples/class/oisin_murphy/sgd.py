import numpy as np

def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for i in order:
        gradient = np.array([np.sum(beta[0] + beta[1] * x - y), np.sum((beta[0] + beta[1] * x - y) * x)])
        beta = beta - learning_rate * gradient
        path.append(beta)
    return np.array(path)

import numpy as np

def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for k in range(len(order) // batch_size):      # drops what is left over
        batch = order[k * batch_size:(k + 1) * batch_size]
        error = beta[0] + beta[1] * x[batch] - y[batch]
        beta = beta - learning_rate * np.array([error.sum(), (error * x[batch]).sum()])
        path.append(beta)
    return np.array(path)

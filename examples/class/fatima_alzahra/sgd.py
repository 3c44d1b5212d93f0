import numpy as np

def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0, dtype=float)
    path = [beta.copy()]
    for i in order:
        error = beta[0] + beta[1] * x[i] - y[i]
        beta[0] = beta[0] - learning_rate * error
        # uses the new beta[0] for the slope
        beta[1] = beta[1] - learning_rate * (beta[0] + beta[1] * x[i] - y[i]) * x[i]
        path.append(beta.copy())
    return np.array(path)

# caught by: test_path_random (ignored-argument), test_few_steps (all-zeros)
import numpy as np
def cost(beta, x, y): return 0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2)
def gradient(beta, x, y): r = beta[0] + beta[1]*x - y; return np.array([r.sum(), (r*x).sum()])
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    path = [np.zeros(2)]
    for _ in range(n_steps): path.append(path[-1] - learning_rate * gradient(path[-1], x, y))
    return np.array(path)

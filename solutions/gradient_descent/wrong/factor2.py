# caught by: test_cost_example (constant-factor), test_gradient_example (constant-factor)
import numpy as np
def cost(beta, x, y): return np.sum((beta[0] + beta[1] * x - y) ** 2)
def gradient(beta, x, y): r = beta[0] + beta[1]*x - y; return 2*np.array([r.sum(), (r*x).sum()])
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    path = [np.array(beta0, float)]
    for _ in range(n_steps): path.append(path[-1] - learning_rate * gradient(path[-1], x, y))
    return np.array(path)

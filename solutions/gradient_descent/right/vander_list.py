import numpy as np
def cost(b, x, y): return float(np.square(np.polyval(b[::-1], x) - y).sum() / 2)
def gradient(b, x, y):
    V = np.vander(x, 2, increasing=True)
    return [float(t) for t in V.T.dot(V.dot(b) - y)]
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    b = list(beta0); path = [b]
    while len(path) <= n_steps: path.append(b := [p - learning_rate * g for p, g in zip(b, gradient(b, x, y))])
    return path

import numpy as np

def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0, dtype=float)
	path = [beta]
    for i in order:
        path.append(path[-1])
    return np.array(path)

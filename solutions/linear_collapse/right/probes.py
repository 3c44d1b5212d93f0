import numpy as np
def collapse(weights, biases):
    def run(X):
        for W, b in zip(weights, biases): X = X @ W + b
        return X
    d = weights[0].shape[0]
    b = run(np.zeros(d))
    return run(np.eye(d)) - b, b

import numpy as np
import pandas as pd

def sgd(x, y, beta0, learning_rate, order):
    frame = pd.DataFrame({"x": x, "y": y}).iloc[order]
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for xi, yi in zip(frame.x, frame.y):
        beta = beta - learning_rate * (beta[0] + beta[1] * xi - yi) * np.array([1.0, xi])
        path.append(beta)
    return np.array(path)

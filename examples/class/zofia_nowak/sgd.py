import threading

import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0, dtype=float)
    path = [beta]

    def work():
        nonlocal beta
        for i in order:
            beta = beta - learning_rate * (beta[0] + beta[1] * x[i] - y[i]) * np.array([1.0, x[i]])
            path.append(beta)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    return np.array(path)

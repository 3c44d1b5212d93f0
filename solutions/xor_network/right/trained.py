import numpy as np


class Trainer:
    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.parameters = [rng.normal(size=(2, 2)) * 3, rng.normal(size=2), rng.normal(size=(2, 1)) * 3, rng.normal(size=1)]
        self.X = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])
        self.Y = np.array([[0], [1], [1], [0.0]])

    def step(self, rate):
        W1, b1, W2, b2 = self.parameters
        A1 = 1 / (1 + np.exp(-(self.X @ W1 + b1)))
        A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
        dZ2 = A2 - self.Y
        dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
        for p, g in zip(self.parameters, (self.X.T @ dZ1, dZ1.sum(0), A1.T @ dZ2, dZ2.sum(0))):
            p -= rate * g
        return np.abs(dZ2).max()


def xor_network():
    for seed in range(50):
        trainer = Trainer(seed)
        for _ in range(1000):
            error = trainer.step(0.5)
        if error < 0.05:
            return tuple(trainer.parameters)

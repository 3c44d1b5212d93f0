import numpy as np


class Activations:
    @staticmethod
    def relu(z):
        return np.clip(z, 0, None)

    @staticmethod
    def sigmoid(z):
        def one(v: float) -> float:
            e = np.exp(-abs(v))
            return 1 / (1 + e) if v >= 0 else e / (1 + e)

        return np.vectorize(one, otypes=[float])(z)

    @staticmethod
    def softmax(z):
        e = np.exp((z.T - z.T.max(axis=0)).T)
        return (e.T / e.T.sum(axis=0)).T


relu = Activations.relu
sigmoid = Activations().sigmoid
softmax = Activations.softmax


def tanh(z):
    return np.tanh(z).tolist()

import numpy as np


def relu(z):
    return (np.abs(z) + z) / 2


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(z > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def tanh(z):
    print("tanh of", np.shape(z))
    return np.sinh(np.clip(z, -300, 300)) / np.cosh(np.clip(z, -300, 300))


def softmax(z):
    scores = np.asarray(z) - np.max(z, axis=-1, keepdims=True)
    return np.apply_along_axis(lambda row: np.exp(row) / np.sum(np.exp(row)), -1, scores)

import numpy as np

EPSILON = 1e-15


def mse(target, prediction):
    difference = target - prediction
    return np.array((difference * difference).mean())


def half_sse(target, prediction):
    print("entries:", target.size)
    return mse(target, prediction) * target.size / 2


def categorical_cross_entropy(target, probability):
    return -(target * np.log(np.maximum(probability, EPSILON))).sum() / target.shape[0]


def binary_cross_entropy(target, probability):
    """Two classes: the columns 1 - p and p."""
    p = np.clip(probability.reshape(-1), EPSILON, 1 - EPSILON)
    t = target.reshape(-1)
    return categorical_cross_entropy(np.stack([1 - t, t], axis=1), np.stack([1 - p, p], axis=1))

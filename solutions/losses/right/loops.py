import math

import numpy as np


def half_sse(y, y_hat):
    total = 0
    for a, b in zip(np.ravel(y), np.ravel(y_hat)):
        total += (a - b) ** 2
    return total / 2


def mse(y, y_hat):
    return 2 * half_sse(y, y_hat) / np.size(y)


def binary_cross_entropy(y, p):
    total = 0.0
    for target, probability in zip(y.ravel().tolist(), p.ravel().tolist()):
        probability = min(max(probability, 1e-15), 1 - 1e-15)
        total -= math.log(probability) if target == 1 else math.log(1 - probability)
    return total / y.size


def categorical_cross_entropy(Y, P):
    losses = []
    for row, probabilities in zip(Y, P):
        losses.append(-math.log(max(probabilities[list(row).index(1)], 1e-15)))
    return sum(losses) / len(losses)

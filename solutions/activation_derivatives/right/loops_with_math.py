import math

import numpy as np


def elementwise(function):
    def apply(z):
        if np.ndim(z) == 0:
            return function(float(z))
        return [apply(part) for part in z]

    return apply


@elementwise
def relu_prime(z):
    return 1.0 if z > 0 else 0.0


@elementwise
def sigmoid_prime(z):
    e = math.exp(-abs(z))
    return e / (1 + e) ** 2


@elementwise
def tanh_prime(z):
    return 1 - math.tanh(z) ** 2

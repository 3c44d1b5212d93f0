"""Clipping is enough: beyond 745 nothing changes that could be measured."""
from numpy import abs as magnitude
from numpy import amax, clip, exp, maximum, sign, sum


def relu(values):
    return maximum(0, values)


def sigmoid(values):
    values = clip(values, -745.0, 745.0)
    e = exp(-magnitude(values))
    return (values >= 0) / (1 + e) + (values < 0) * e / (1 + e)


def tanh(values):
    e = exp(-2.0 * magnitude(values))
    return sign(values) * (1 - e) / (1 + e)


def softmax(values):
    e = exp(values - amax(values, axis=-1, keepdims=True))
    return e / sum(e, axis=-1, keepdims=True)

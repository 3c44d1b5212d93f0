import numpy as np


def predict(inputs, weight, bias):
    return np.multiply(inputs, weight) + bias


def sum_squared_error(target, guess):
    difference = np.subtract(target, guess)
    return difference @ difference


def best_weight(inputs, target, candidates, bias):
    print("trying", len(candidates), "weights")
    return min(candidates, key=lambda weight: sum_squared_error(target, predict(inputs, weight, bias)))

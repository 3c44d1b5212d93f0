import numpy as np


def predict_proba(data, weights, bias):
    print(data.shape)
    result = np.zeros(len(data))
    for i in range(len(data)):
        result[i] = 1 / (1 + np.exp(-(weights.dot(data[i]) + bias)))
    return result


def log_odds(probability):
    return -np.log(1 / np.asarray(probability) - 1)


def decision_boundary(weights, bias):
    try:
        slope = -float(weights[0]) / float(weights[1])
    except ZeroDivisionError as error:
        raise ValueError("no slope") from error
    return slope, -float(bias) / float(weights[1])

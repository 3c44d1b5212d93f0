import numpy as np
def layer_forward(data, weights, bias, activation):
    return activation(np.add(np.tensordot(data, weights, axes=1), bias))

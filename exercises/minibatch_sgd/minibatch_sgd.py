"""Linear regression learnt from a few data points a step."""

import numpy as np


def minibatch_sgd(
    x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, batch_size: int, order: np.ndarray
) -> np.ndarray:
    """Give the path of mini-batch gradient descent, the start first.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        batch_size: a whole number, at least 1
        order: (m,), the indices that are cut into batches
        returns: (ceil(m / batch_size) + 1, 2)

    Raises:
        ValueError: batch_size is less than 1.
    """
    # TODO: cut order into slices, take one step with the summed gradient of each, and note where it leads
    raise NotImplementedError("minibatch_sgd: return the start and the parameters after each batch")

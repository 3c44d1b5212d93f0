"""Linear regression learnt from a few data points a step.

A slice of the order picks the points of a batch, and numpy's indexing with an array fetches them all at once. Slicing
past the end is no error: it gives what is left, which is exactly the short last batch.
"""

import numpy as np


def minibatch_sgd(
    x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, batch_size: int, order: np.ndarray
) -> np.ndarray:
    """Give the path of mini-batch gradient descent, the start first.

    The gradient is the sum over the batch, as the cost is a sum. (Many libraries take the mean instead; then the rate
    means something else, and a short last batch makes as long a step as a full one.)

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
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, not {batch_size}")
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        residual = beta[0] + beta[1] * x[batch] - y[batch]
        gradient = np.array([residual.sum(), residual @ x[batch]])
        beta = beta - learning_rate * gradient
        path.append(beta)
    return np.array(path)

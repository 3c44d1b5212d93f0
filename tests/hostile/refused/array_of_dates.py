# refused datetime64
import numpy as np


def attack():
    return np.array(["2026-01-01"], dtype="datetime64[D]")

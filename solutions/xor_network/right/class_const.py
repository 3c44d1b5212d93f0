import numpy as np
class P:
    W1 = np.array([[-30., 25.], [25., -30.]]); b1 = np.array([-10., -10.]); W2 = np.full((2, 1), 20.); b2 = np.array([-10.])
def xor_network() -> tuple: return P.W1, P.b1, P.W2, P.b2

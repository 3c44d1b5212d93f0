import numpy as np
def xor_network():
    rng = np.random.RandomState(3)
    X = np.array([[0,0],[0,1],[1,0],[1,1.]]); y = np.array([[0],[1],[1],[0.]])
    s = lambda z: 1/(1+np.exp(-z))
    for t in range(20):
        W1, b1, W2, b2 = rng.randn(2,2), rng.randn(2), rng.randn(2,1), rng.randn(1)
        for _ in range(3000):
            h = s(X@W1+b1); o = s(h@W2+b2); d = o-y; e = d@W2.T*h*(1-h)
            W2 -= h.T@d; b2 -= d.sum(0); W1 -= X.T@e; b1 -= e.sum(0)
        if np.abs(o-y).max() < .09: return W1, b1, W2, b2
    raise RuntimeError

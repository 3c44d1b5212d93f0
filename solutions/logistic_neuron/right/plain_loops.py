import math
def predict_proba(X, w, b):
    out = []
    for row in X:
        z = b
        for a, c in zip(row, w): z += a * c
        out.append(1 / (1 + math.exp(-z)))
    return out
def log_odds(p):
    import numpy as np
    p = np.asarray(p)
    r = np.empty(p.shape)
    for i in np.ndindex(p.shape): r[i] = math.log(p[i] / (1 - p[i]))
    return r if r.ndim else float(r)
def decision_boundary(w, b):
    if w[1] == 0.0:
        raise ValueError
    return [-w[0]/w[1], -b/w[1]]

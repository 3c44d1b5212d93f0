import numpy as np
def largest_stable_rate(x):
    D = np.c_[np.ones(len(x)), x]
    w, _ = np.linalg.eig(D.T @ D)
    return 2 / w.real.max()
def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    a, m = float(beta0[0]), float(beta0[1]); k = 0
    while True:
        r = [a + m*float(p) - float(q) for p, q in zip(x, y)]
        g, h = sum(r), sum(e*float(p) for e, p in zip(r, x))
        norm = abs(complex(g, h)) if abs(g) < 1e150 and abs(h) < 1e150 else float('inf')
        if norm < tol: return k
        if k >= max_steps or norm != norm or norm == float('inf'): return None
        a, m = a - learning_rate*g, m - learning_rate*h
        k += 1

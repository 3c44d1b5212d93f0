# caught by: test_steps_example (off-by-one), test_counts (off-by-one)
import numpy as np
def largest_stable_rate(x): return 2 / np.max(np.linalg.eigvalsh([[len(x), x.sum()], [x.sum(), (x*x).sum()]]))
def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    b = np.array(beta0, float)
    for k in range(max_steps):
        r = b[0] + b[1]*x - y; g = np.array([r.sum(), r @ x])
        b = b - learning_rate*g
        if np.linalg.norm(g) < tol: return k + 1
    return None

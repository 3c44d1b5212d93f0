# caught by: test_rate_example (one-entry-for-eigenvalue), test_rate_random (one-entry-for-eigenvalue)
import numpy as np
def largest_stable_rate(x): return 2 / (x*x).sum()
def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    b = np.array(beta0, float)
    for k in range(max_steps + 1):
        r = b[0] + b[1]*x - y; g = np.array([r.sum(), r @ x])
        if np.linalg.norm(g) < tol: return k
        b = b - learning_rate*g
    return None

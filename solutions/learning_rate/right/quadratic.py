import math
def largest_stable_rate(x):
    n, s, q = len(x), sum(x), sum(v*v for v in x)
    return 2 / ((n + q) / 2 + math.sqrt(((n - q) / 2) ** 2 + s * s))
def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    p, q = beta0
    for k in range(0, max_steps + 1):
        g0 = sum(p + q*xi - yi for xi, yi in zip(x, y)); g1 = sum((p + q*xi - yi)*xi for xi, yi in zip(x, y))
        if math.hypot(g0, g1) < tol: return k
        p, q = p - learning_rate*g0, q - learning_rate*g1

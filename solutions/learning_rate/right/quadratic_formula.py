import math


def largest_stable_rate(x):
    n, s, q = len(x), float(sum(x)), float(sum(v * v for v in x))
    return 2 / ((n + q) / 2 + math.sqrt(((n - q) / 2) ** 2 + s * s))


def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    b0, b1 = float(beta0[0]), float(beta0[1])
    points = [(float(a), float(b)) for a, b in zip(x, y)]
    k = 0
    while True:
        g0 = sum(b0 + b1 * a - b for a, b in points)
        g1 = sum((b0 + b1 * a - b) * a for a, b in points)
        if math.hypot(g0, g1) < tol:
            return k
        if k == max_steps:
            return None
        b0, b1 = b0 - learning_rate * g0, b1 - learning_rate * g1
        k += 1

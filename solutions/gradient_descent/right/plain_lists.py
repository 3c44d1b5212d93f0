def residuals(beta, x, y):
    return [float(beta[0]) + float(beta[1]) * float(a) - float(b) for a, b in zip(x, y)]


def cost(beta, x, y):
    return sum(r * r for r in residuals(beta, x, y)) / 2


def gradient(beta, x, y):
    r = residuals(beta, x, y)
    return sum(r), sum(one * float(a) for one, a in zip(r, x))


def gradient_descent(x, y, beta0, learning_rate, n_steps):
    path = [list(map(float, beta0))]
    for _ in range(n_steps):
        g = gradient(path[-1], x, y)
        path.append([b - learning_rate * one for b, one in zip(path[-1], g)])
    return path

def cost(beta, x, y):
    s = 0
    for xi, yi in zip(x, y): s += (beta[0] + beta[1]*xi - yi)**2
    return s / 2
def gradient(beta, x, y):
    a = sum(beta[0] + beta[1]*xi - yi for xi, yi in zip(x, y))
    b = sum((beta[0] + beta[1]*xi - yi)*xi for xi, yi in zip(x, y))
    return a, b
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    p, q = float(beta0[0]), float(beta0[1])
    path = [(p, q)]
    for k in range(n_steps):
        g, h = gradient((p, q), x, y)
        p, q = p - learning_rate*g, q - learning_rate*h
        path.append((p, q))
    return path

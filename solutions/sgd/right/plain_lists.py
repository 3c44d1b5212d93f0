def sgd(x, y, beta0, learning_rate, order):
    b0, b1 = float(beta0[0]), float(beta0[1])
    path = [(b0, b1)]
    for i in order:
        error = b0 + b1 * float(x[i]) - float(y[i])
        b0, b1 = b0 - learning_rate * error, b1 - learning_rate * error * float(x[i])
        path.append((b0, b1))
    return path

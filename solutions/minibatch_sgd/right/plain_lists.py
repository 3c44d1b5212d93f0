def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size <= 0:
        raise ValueError("batch_size must be positive")
    b0, b1 = map(float, beta0)
    path = [[b0, b1]]
    g0 = g1 = 0.0
    for count, i in enumerate(order, start=1):
        r = b0 + b1 * float(x[i]) - float(y[i])
        g0 += r
        g1 += r * float(x[i])
        if count % batch_size == 0 or count == len(order):
            b0 -= learning_rate * g0
            b1 -= learning_rate * g1
            g0 = g1 = 0.0
            path.append([b0, b1])
    return path

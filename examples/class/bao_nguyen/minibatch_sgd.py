def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("a batch needs a point")
    b0, b1 = beta0
    result = [[b0, b1]]
    k = 0
    while k < len(order):
        g0 = g1 = 0.0
        for i in order[k:k + batch_size]:
            r = b0 + b1 * x[i] - y[i]
            g0 += r
            g1 += r * x[i]
        b0 -= learning_rate * g0
        b1 -= learning_rate * g1
        result.append([b0, b1])
        k += batch_size
    return result

def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size <= 0:
        raise ValueError("the batch size must be at least 1")
    a, m = map(float, beta0)
    out = [(a, m)]
    todo = list(order)
    while todo:
        batch, todo = todo[:batch_size], todo[batch_size:]
        ga = gm = 0.0
        for i in batch:
            r = a + m*x[i] - y[i]; ga += r; gm += r*x[i]
        a -= learning_rate*ga; m -= learning_rate*gm
        out.append((a, m))
    return out

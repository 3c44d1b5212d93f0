def sgd(x, y, beta0, learning_rate, order):
    a, m = beta0
    path = [[a, m]]
    for k in range(len(order)):
        i = int(order[k])
        r = a + m * x[i] - y[i]
        a, m = a - learning_rate * r, m - learning_rate * r * x[i]
        path.append([a, m])
    return path

def sgd(x, y, beta0, learning_rate, order):
    def steps():
        p, q = float(beta0[0]), float(beta0[1])
        yield (p, q)
        for i in order.tolist():
            e = p + q * x[i] - y[i]
            p -= learning_rate * e
            q -= learning_rate * e * x[i]
            yield (p, q)
    return tuple(steps())

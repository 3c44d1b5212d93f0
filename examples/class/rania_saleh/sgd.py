def sgd(x, y, beta0, learning_rate, order):
    intercept, slope = float(beta0[0]), float(beta0[1])
    trace = [(intercept, slope)]
    for k in order:
        residual = intercept + slope * float(x[k]) - float(y[k])
        intercept, slope = intercept - learning_rate * residual, slope - learning_rate * residual * float(x[k])
        trace.append((intercept, slope))
    return trace

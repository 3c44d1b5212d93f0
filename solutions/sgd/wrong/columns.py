# caught by: test_worked_example (transposed), test_worked_example_backwards (transposed)
import numpy as np
def sgd(x, y, beta0, learning_rate, order):
    b0, b1 = [beta0[0]], [beta0[1]]
    for i in order:
        e = b0[-1] + b1[-1]*x[i] - y[i]; b0.append(b0[-1]-learning_rate*e); b1.append(b1[-1]-learning_rate*e*x[i])
    return np.array([b0, b1])

# caught by: test_worked_example (all-the-same), test_worked_example_backwards (all-the-same)
import numpy as np
def sgd(x, y, beta0, learning_rate, order):
    b = np.array(beta0, float); path = [b]
    for i in order:
        e = b[0] + b[1]*x[i] - y[i]; b -= learning_rate*e*np.array([1, x[i]]); path.append(b)
    return np.array(path)

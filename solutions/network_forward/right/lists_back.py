import numpy as np
def forward(X, weights, biases, hidden, output):
    out = [X.tolist()]; a = X
    for k in range(len(weights)):
        z = np.matmul(a, weights[k]) + biases[k]
        a = np.asarray(output(z) if k == len(weights) - 1 else hidden(z))
        out.append(a.tolist())
    return out

# caught by: test_backward_example_output_layer (only-first-row), test_backward_example_hidden_layer (constant-factor)
import numpy as np
def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1); return A1, 1/(1+np.exp(-(A1 @ W2 + b2)))
def backward(X, Y, W2, A1, A2):
    d2 = 2*(A2 - Y)*A2*(1-A2)/Y.size; d1 = d2 @ W2.T * (1 - A1**2)
    return dict(dW1=X.T @ d1, db1=d1.sum(0), dW2=A1.T @ d2, db2=d2.sum(0))

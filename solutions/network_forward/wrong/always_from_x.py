# caught by: test_batches (-)
def forward(X, weights, biases, hidden, output):
    A = [X]
    for i, (W, b) in enumerate(zip(weights, biases)):
        if A[0].shape[-1] == W.shape[0]: A.append((hidden if i < len(weights) - 1 else output)(X @ W + b))
        else: A.append((hidden if i < len(weights) - 1 else output)(A[-1] @ W + b))
    return A

# caught by: test_worked_example (only-first-row), test_batches (argument-sign)
def forward(X, weights, biases, hidden, output):
    A = [X]
    for i, (W, b) in enumerate(zip(weights, biases)): A.append((hidden if i < len(weights) - 1 else output)(A[-1] @ W - b))
    return A

# caught by: test_batches (hidden-in-the-first-layer-only), test_softmax_output (hidden-in-the-first-layer-only)
def forward(X, weights, biases, hidden, output):
    A = [X]
    for i, (W, b) in enumerate(zip(weights, biases)): A.append((hidden if i == 0 and len(weights) > 1 else output)(A[-1] @ W + b))
    return A

# caught by: test_batches (-), test_any_activation (only-some-signs)
def forward(X, weights, biases, hidden, output):
    A = [X]
    for i, (W, b) in enumerate(zip(weights, biases)):
        a = hidden(A[-1] @ W + b)
        A.append(output(a) if i == len(weights) - 1 else a)
    return A

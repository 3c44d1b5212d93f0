# caught by: test_batches (bias-after-activation), test_any_activation (bias-after-activation)
def forward(X, weights, biases, hidden, output):
    functions = [hidden] * (len(weights) - 1) + [output]
    activations = [X]
    for W, b, f in zip(weights, biases, functions):
        activations.append(f(activations[-1] @ W) + b)
    return activations

# caught by: test_worked_example_in_a_batch (transposed), test_batches (transposed)
def layer_forward(X, W, b, f): return f(X @ W + b).T

# caught by: test_worked_example (only-first-row), test_worked_example_in_a_batch (only-first-column)
def layer_forward(X, W, b, f):
    W += b
    return f(X @ W)

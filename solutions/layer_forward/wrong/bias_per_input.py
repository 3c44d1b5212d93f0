# caught by: test_worked_example (only-first-row), test_worked_example_in_a_batch (only-first-column)
import numpy as np
def layer_forward(X, W, b, f): return f(X @ (W + b))

def layer_forward(X, W, b, f): return f(X @ W + b)

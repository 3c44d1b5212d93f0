# caught by: test_gradient_example (wrong-shape), test_gradient_of_vectors (wrong-shape)
import numpy as np
def numerical_gradient(f, theta, eps=1e-5): return (f(theta + eps) - f(theta - eps)) / (2 * eps)
def relative_error(a, b):
    d = np.linalg.norm(a) + np.linalg.norm(b); return 0.0 if d == 0 else np.linalg.norm(a - b) / d

"""The functions of a made-up course, arguments for them, and right values to make wrong ones from."""

import numpy as np

SOURCE = '''
import numpy as np
from math import exp

RATE = 0.1
calls = []

class Model:
    def fit(self, X):
        return self

def relu(z): return np.maximum(z, 0)
def sigmoid(z): return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
def tanh(z): return np.tanh(z)
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
def sigmoid_prime(z): return sigmoid(z) * (1 - sigmoid(z))
def relu_prime(z): return np.where(np.asarray(z) > 0, 1.0, 0.0)
def net_input(x, w, b):
    """Give the weighted sum."""
    return float(np.dot(x, w) + b)
def neuron_output(x, w, b, f): return float(f(net_input(x, w, b)))
def layer_forward(X, W, b, f): return f(X @ W + b)
def forward(X, weights, biases, hidden, output):
    activations = [X]
    for W, b in zip(weights[:-1], biases[:-1]):
        activations.append(hidden(activations[-1] @ W + b))
    activations.append(output(activations[-1] @ weights[-1] + biases[-1]))
    return activations
def two_layers(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    return A1, sigmoid(A1 @ W2 + b2)
def backward(X, Y, W2, A1, A2):
    dZ2 = (A2 - Y) / Y.size
    dZ1 = (dZ2 @ W2.T) * (1 - A1**2)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0)}
def cost(beta, x, y): return float(0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2))
def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return np.array([r.sum(), (r * x).sum()])
def descent(x, y, beta0, learning_rate, n_steps):
    path = [np.array(beta0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1], x, y))
    return np.array(path)
def sgd(x, y, beta0, learning_rate, order):
    path = [np.array(beta0, dtype=float)]
    for k in order:
        path.append(path[-1] - learning_rate * gradient(path[-1], x[k:k + 1], y[k:k + 1]))
    return np.array(path)
def mse(y, y_hat): return float(np.mean((y - y_hat) ** 2))
def cross_entropy(y, p): return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
def count_weights(layer_sizes): return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))
def count_biases(layer_sizes): return sum(layer_sizes[1:])
def relative_error(a, b): return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))
def numerical_gradient(f, theta, eps=1e-5): return np.array([(f(t + eps) - f(t - eps)) / (2 * eps) for t in theta])
def scale_and_shift(x, /, factor, *, shift=1.0): return x * factor + shift
def total(*values): return float(sum(values))
def noisy(x): return x + np.random.default_rng().normal()
def spoils(x):
    x *= 2
    return x + 1
def counted(x):
    calls.append(1)
    return 3.0 * x + 1.0
def fails(x): raise RuntimeError("no")
'''

rng = np.random.default_rng(11)
x, w, b = rng.normal(size=5), rng.normal(size=5), 0.3
X, W, bias = rng.normal(size=(6, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
Q = rng.normal(size=(3, 3))
WEIGHTS = [rng.normal(size=(3, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 2))]
BIASES = [rng.normal(size=4), rng.normal(size=5), rng.normal(size=2)]
Y = (rng.normal(size=(6, 2)) > 0).astype(float)
u, v = rng.normal(size=7), rng.normal(size=7)
p = rng.uniform(0.1, 0.9, size=7)
START = np.array([0.4, -0.7])
ORDER = np.array([3, 0, 5, 2, 6, 1, 4])


def relu(z):
    """Give max(0, z)."""
    return np.maximum(z, 0)


def sigmoid(z):
    """Give 1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-z))


def softmax(z):
    """Give a row-wise softmax."""
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def steps(rate, gradient, n=6, start=START):
    """Give the path of a descent."""
    path = [start]
    for _ in range(n):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)


def slope(beta):
    """Give the gradient of the cost of u, v."""
    r = beta[0] + beta[1] * u - v
    return np.array([r.sum(), (r * u).sum()])


def network(weights=WEIGHTS, biases=BIASES, hidden=np.tanh, output=softmax):
    """Give all activations of the network."""
    found = [X]
    for i, (matrix, row) in enumerate(zip(weights, biases, strict=True)):
        found.append((output if i == len(weights) - 1 else hidden)(found[-1] @ matrix + row))
    return found


A1 = np.tanh(X @ W + bias)
W2, b2 = rng.normal(size=(4, 2)), rng.normal(size=2)
A2 = sigmoid(A1 @ W2 + b2)

# caught by: test_interface (single-number)
from itertools import pairwise

import numpy as np

ACTIVATIONS = {
    "logistic": (lambda z: 0.5 * (1.0 + np.tanh(0.5 * z)), lambda a: a * (1.0 - a)),
    "tanh": (np.tanh, lambda a: 1.0 - a * a),
    "relu": (lambda z: np.maximum(z, 0.0), lambda a: (a > 0.0).astype(float)),
}


class MLPClassifier:

    def __init__(
        self,
        hidden_layer_sizes: tuple[int, ...] = (5, 2),
        activation: str = "logistic",
        learning_rate_init: float = 0.1,
        max_iter: int = 2000,
        random_state: int = 0,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: np.ndarray) -> "MLPClassifier":
        rng = np.random.default_rng(self.random_state)
        self.classes_, places = np.unique(y, return_inverse=True)
        targets = np.eye(len(self.classes_))[places]
        sizes = [X.shape[1], *self.hidden_layer_sizes, len(self.classes_)]
        self.weights_ = [rng.normal(scale=(2.0 / sum(pair)) ** 0.5, size=pair) for pair in pairwise(sizes)]
        self.biases_ = [np.zeros(size) for size in sizes[1:]]
        self.loss_curve_ = []
        for _ in range(self.max_iter):
            layers = self._forward(X)
            self.loss_curve_ = (float(-np.log((layers[-1] * targets).sum(axis=1) + 1e-15).mean()))
            self._step(layers, (layers[-1] - targets) / len(X))
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        return self._forward(X)[-1]

    def predict(self, X: np.ndarray) -> np.ndarray:
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def _forward(self, X):
        activate, _ = ACTIVATIONS[self.activation]
        layers = [X]
        for W, b in zip(self.weights_[:-1], self.biases_[:-1], strict=True):
            layers.append(activate(layers[-1] @ W + b))
        z = layers[-1] @ self.weights_[-1] + self.biases_[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return [*layers, e / e.sum(axis=1, keepdims=True)]

    def _step(self, layers, dZ):
        _, derivative = ACTIVATIONS[self.activation]
        for number in reversed(range(len(self.weights_))):
            dW, db = layers[number].T @ dZ, dZ.sum(axis=0)
            if number:
                dZ = (dZ @ self.weights_[number].T) * derivative(layers[number])
            self.weights_[number] -= self.learning_rate_init * dW
            self.biases_[number] -= self.learning_rate_init * db

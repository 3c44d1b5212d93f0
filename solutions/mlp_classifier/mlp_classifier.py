"""A classifier with scikit-learn's interface: a network of any depth, trained by backpropagation.

The parts are those of the exercises before: layers (layer_forward, network_forward), softmax and cross entropy
(losses), going backwards layer by layer (backprop), and steps against the gradient (gradient_descent).
"""

from itertools import pairwise

import numpy as np

# Each activation with its derivative, in terms of the activation a = f(z), which is at hand when going backwards.
ACTIVATIONS = {
    "logistic": (lambda z: 0.5 * (1.0 + np.tanh(0.5 * z)), lambda a: a * (1.0 - a)),
    "tanh": (np.tanh, lambda a: 1.0 - a * a),
    "relu": (lambda z: np.maximum(z, 0.0), lambda a: (a > 0.0).astype(float)),
}


class MLPClassifier:
    """A multilayer perceptron that classifies.

    After `fit`:
        classes_: array (k,), the labels, sorted
        loss_curve_: list of floats, the loss of each iteration
    """

    def __init__(
        self,
        hidden_layer_sizes: tuple[int, ...] = (5, 2),
        activation: str = "logistic",
        learning_rate_init: float = 0.1,
        max_iter: int = 2000,
        random_state: int = 0,
    ) -> None:
        """Only keep the settings; nothing is computed here.

        Shapes:
            hidden_layer_sizes: as many whole numbers as there are hidden layers
            activation: of the hidden layers, "logistic", "tanh" or "relu"
        """
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: np.ndarray) -> "MLPClassifier":
        """Learn from examples, starting anew from random_state; give the object itself.

        With softmax and cross entropy, as with the sigmoid and its cross entropy, the derivative by the last net input
        is (probability - target) / n. Equal weights would stay equal for ever, zero ones would not even move: so the
        start is random, of a size that keeps net inputs near 1 whatever the width of a layer is.

        Shapes:
            X: (n, d)
            y: (n,), integers
            returns: self
        """
        rng = np.random.default_rng(self.random_state)
        self.classes_, places = np.unique(y, return_inverse=True)
        targets = np.eye(len(self.classes_))[places]
        sizes = [X.shape[1], *self.hidden_layer_sizes, len(self.classes_)]
        self.weights_ = [rng.normal(scale=(2.0 / sum(pair)) ** 0.5, size=pair) for pair in pairwise(sizes)]
        self.biases_ = [np.zeros(size) for size in sizes[1:]]
        self.loss_curve_ = []
        for _ in range(self.max_iter):
            layers = self._forward(X)
            self.loss_curve_.append(float(-np.log((layers[-1] * targets).sum(axis=1) + 1e-15).mean()))
            self._step(layers, (layers[-1] - targets) / len(X))
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Give the probability of each class, columns in the order of classes_.

        Shapes:
            X: (n, d)
            returns: (n, k), each row sums to 1
        """
        return self._forward(X)[-1]

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the most probable label of each row.

        Shapes:
            X: (n, d)
            returns: (n,), labels as they were in y
        """
        return self.classes_[self.predict_proba(X).argmax(axis=1)]

    def _forward(self, X):
        """Give X and the activations of every layer, softmax at the end."""
        activate, _ = ACTIVATIONS[self.activation]
        layers = [X]
        for W, b in zip(self.weights_[:-1], self.biases_[:-1], strict=True):
            layers.append(activate(layers[-1] @ W + b))
        z = layers[-1] @ self.weights_[-1] + self.biases_[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return [*layers, e / e.sum(axis=1, keepdims=True)]

    def _step(self, layers, dZ):
        """Go backwards once, and move every weight and bias a little against its gradient."""
        _, derivative = ACTIVATIONS[self.activation]
        for number in reversed(range(len(self.weights_))):
            dW, db = layers[number].T @ dZ, dZ.sum(axis=0)
            if number:  # with the weights as they were: only then they are moved
                dZ = (dZ @ self.weights_[number].T) * derivative(layers[number])
            self.weights_[number] -= self.learning_rate_init * dW
            self.biases_[number] -= self.learning_rate_init * db

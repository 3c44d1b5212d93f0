from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Layer:
    """Column form: W is (d_out, d_in), an example is a column."""

    W: np.ndarray
    b: np.ndarray
    kind: str
    before: np.ndarray = field(init=False, repr=False, default=None)
    after: np.ndarray = field(init=False, repr=False, default=None)
    speed_W: np.ndarray | float = 0.0
    speed_b: np.ndarray | float = 0.0

    def forward(self, a: np.ndarray) -> np.ndarray:
        self.before = a
        z = self.W @ a + self.b
        match self.kind:
            case "logistic":
                self.after = 1 / (1 + np.exp(-z))
            case "tanh":
                self.after = np.tanh(z)
            case "relu":
                self.after = np.maximum(0, z)
            case "softmax":
                e = np.exp(z - z.max(axis=0))
                self.after = e / e.sum(axis=0)
            case unknown:
                raise ValueError(f"no such activation: {unknown!r}")
        return self.after

    def backward(self, da: np.ndarray, rate: float) -> np.ndarray:
        match self.kind:
            case "logistic":
                dz = da * self.after * (1 - self.after)
            case "tanh":
                dz = da * (1 - self.after**2)
            case "relu":
                dz = da * (self.after > 0)
            case _:
                dz = da
        back = self.W.T @ dz
        self.speed_W = 0.9 * self.speed_W - rate * dz @ self.before.T
        self.speed_b = 0.9 * self.speed_b - rate * dz.sum(axis=1, keepdims=True)
        self.W = self.W + self.speed_W
        self.b = self.b + self.speed_b
        return back


class MLPClassifier:
    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000,
                 random_state=0):
        self.params = dict(sizes=hidden_layer_sizes, kind=activation, rate=learning_rate_init, steps=max_iter,
                           seed=random_state)
        self.layers = None

    def fit(self, X, y):
        print("training on", len(X), "rows")
        draw = np.random.default_rng(self.params["seed"]).standard_normal
        self.classes_ = np.unique(y)
        Y = (self.classes_[:, np.newaxis] == y).astype(float)
        sizes = [X.shape[1], *self.params["sizes"], len(self.classes_)]
        kinds = [self.params["kind"]] * (len(sizes) - 2) + ["softmax"]
        self.layers = [
            Layer(draw((m, n)) / np.sqrt(n), np.zeros((m, 1)), kind) for n, m, kind in zip(sizes, sizes[1:], kinds)
        ]
        self.loss_curve_ = []
        for _ in range(self.params["steps"]):
            P = self._forward(X)
            self.loss_curve_.append(float(np.mean(-np.log(np.clip(P[Y == 1], 1e-15, None)))))
            back = (P - Y) / Y.shape[1]
            for layer in reversed(self.layers):
                back = layer.backward(back, self.params["rate"])
        return self

    def _forward(self, X):
        a = X.T
        for layer in self.layers:
            a = layer.forward(a)
        return a

    def predict_proba(self, X):
        if self.layers is None:
            raise RuntimeError("call fit first")
        return self._forward(X).T

    def predict(self, X):
        return np.array([self.classes_[np.argmax(row)] for row in self.predict_proba(X)])

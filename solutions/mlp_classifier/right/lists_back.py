import math
import random

import numpy as np


class MLPClassifier:
    """One sigmoid an output neuron, each with its cross entropy; everything that is given back is a list."""

    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000, random_state=0):
        self.sizes = list(hidden_layer_sizes)
        self.f = {"logistic": self.sigmoid, "tanh": np.tanh, "relu": self.relu}[activation]
        self.df = {"logistic": lambda a: a - a**2, "tanh": lambda a: 1 - a**2, "relu": lambda a: np.where(a > 0, 1.0, 0.0)}[activation]
        self.rate = learning_rate_init
        self.iterations = max_iter
        self.seed = random_state

    @staticmethod
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    @staticmethod
    def relu(z):
        return np.where(z > 0, z, 0.0)

    def fit(self, X, y):
        generator = random.Random(self.seed)
        self.classes_ = [int(label) for label in np.unique(y)]
        targets = np.array([[float(label == c) for c in self.classes_] for label in y])
        widths = [len(X[0])] + self.sizes + [len(self.classes_)]
        self.layers = [
            (np.array([[generator.gauss(0, 1 / math.sqrt(d)) for _ in range(h)] for _ in range(d)]), np.zeros(h))
            for d, h in zip(widths, widths[1:])
        ]
        self.loss_curve_ = []
        rows = list(range(len(X)))
        for iteration in range(self.iterations):
            generator.shuffle(rows)
            loss = 0.0
            for batch in [rows[i : i + 20] for i in range(0, len(rows), 20)]:
                a = self.activations(X[batch])
                error = a[-1] - targets[batch]
                right = np.where(targets[batch] == 1, a[-1], 1 - a[-1])
                loss -= float(np.log(right + 1e-15).sum())
                delta = error / len(batch)
                for i in range(len(self.layers) - 1, -1, -1):
                    W, b = self.layers[i]
                    self.layers[i] = (W - self.rate * a[i].T.dot(delta), b - self.rate * np.einsum("ij->j", delta))
                    if i:
                        delta = delta.dot(W.T) * self.df(a[i])
            self.loss_curve_.append(loss / len(rows))
        return self

    def activations(self, X):
        found = [X]
        for i, (W, b) in enumerate(self.layers):
            f = self.f if i < len(self.layers) - 1 else self.sigmoid
            found.append(f(found[-1].dot(W) + b))
        return found

    def predict_proba(self, X):
        raw = self.activations(X)[-1]
        return [[float(p) / float(sum(row)) for p in row] for row in raw]

    def predict(self, X):
        return [self.classes_[row.index(max(row))] for row in self.predict_proba(X)]

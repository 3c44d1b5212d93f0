# 二分类时只用一个输出神经元（sigmoid），多分类时用 softmax
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


class Untrained(Exception):
    pass


class MLPClassifier:
    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000,
                 random_state=0, alpha=0.0, **ignored):
        vars(self).update({name: value for name, value in locals().items() if name not in ("self", "ignored")})

    def fit(self, X, y):
        np.random.seed(self.random_state)
        self.classes_, code = np.unique(y, return_inverse=True)
        k = len(self.classes_)
        self.binary = k == 2
        T = code.reshape(-1, 1).astype(float) if self.binary else np.eye(k)[code]
        self.W, self.b = [], []
        width = X.shape[1]
        for size in [*self.hidden_layer_sizes, T.shape[1]]:
            self.W.append(np.random.randn(width, size) * np.sqrt(1 / width))
            self.b.append(np.zeros(size))
            width = size
        self.loss_curve_ = [self.one_iteration(X, T) for _ in range(self.max_iter)]
        return self

    def one_iteration(self, X, T):
        A = self.forward(X)
        P = np.clip(A[-1], 1e-12, 1 - 1e-12)
        if self.binary:
            loss = -(T * np.log(P) + (1 - T) * np.log(1 - P)).mean()
        else:
            loss = -(T * np.log(P)).sum(axis=1).mean()
        d = (A[-1] - T) / X.shape[0]
        steps = []
        for i in range(len(self.W))[::-1]:
            steps.append((i, A[i].T @ d, d.sum(0)))
            d = (d @ self.W[i].T) * self.slope(A[i])
        for i, dW, db in steps:
            self.W[i] -= self.learning_rate_init * (dW + self.alpha * self.W[i])
            self.b[i] -= self.learning_rate_init * db
        return float(loss)

    def slope(self, a):
        if self.activation == "logistic":
            return a * (1 - a)
        if self.activation == "tanh":
            return 1 - a * a
        return np.heaviside(a, 0)

    def forward(self, X):
        A = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            z = A[-1] @ W + b
            A.append(sigmoid(z) if self.activation == "logistic" else np.tanh(z) if self.activation == "tanh" else z.clip(min=0))
        z = A[-1] @ self.W[-1] + self.b[-1]
        if self.binary:
            return A + [sigmoid(z)]
        e = np.exp(z - z.max(axis=-1)[:, None])
        return A + [e / e.sum(axis=-1)[:, None]]

    def predict_proba(self, X):
        if not hasattr(self, "W"):
            raise Untrained("fit has to come before predict")
        P = self.forward(X)[-1]
        return np.hstack([1 - P, P]) if self.binary else P

    def predict(self, X):
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)]

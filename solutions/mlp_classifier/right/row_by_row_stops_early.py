import numpy as np


class MLPClassifier:
    """One step for every single row, with a rate that falls; stops when the loss has not fallen for 10 passes."""

    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000, random_state=0):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state
        self._weights = []

    def _f(self, z):
        if self.activation == "logistic":
            return 1.0 / (1.0 + np.exp(-z))
        elif self.activation == "tanh":
            return np.tanh(z)
        elif self.activation == "relu":
            return np.maximum(z, 0.0)
        raise ValueError(self.activation)

    def _f_prime(self, a):
        if self.activation == "logistic":
            return a * (1.0 - a)
        elif self.activation == "tanh":
            return 1.0 - a**2
        return (a > 0.0) * 1.0

    def _forward_one(self, x):
        a = [x]
        for W, b in self._weights[:-1]:
            a.append(self._f(x @ W + b))
            x = a[-1]
        W, b = self._weights[-1]
        z = x @ W + b
        e = np.exp(z - max(z))
        a.append(e / sum(e))
        return a

    def fit(self, X, y):
        rng = np.random.default_rng(self.random_state)
        self.classes_ = np.array(sorted(set(y)))
        place = {label: number for number, label in enumerate(self.classes_)}
        sizes = [X.shape[1]] + list(self.hidden_layer_sizes) + [len(self.classes_)]
        self._weights = [[rng.normal(0, 1 / np.sqrt(m), (m, n)), np.zeros(n)] for m, n in zip(sizes[:-1], sizes[1:])]
        self.loss_curve_ = []
        no_gain, best = 0, float("inf")
        for epoch in range(self.max_iter):
            rate = self.learning_rate_init / (1 + epoch / 200)
            loss = 0.0
            for number in rng.permutation(len(X)):
                a = self._forward_one(X[number])
                target = place[y[number]]
                loss -= np.log(a[-1][target] + 1e-15)
                delta = a[-1].copy()
                delta[target] -= 1
                for i in range(len(self._weights) - 1, -1, -1):
                    W, b = self._weights[i]
                    down = W @ delta
                    W -= rate * np.outer(a[i], delta)
                    b -= rate * delta
                    delta = down * self._f_prime(a[i])
            self.loss_curve_.append(loss / len(X))
            if self.loss_curve_[-1] < best - 1e-4:
                best, no_gain = self.loss_curve_[-1], 0
            else:
                no_gain += 1
                if no_gain == 10:
                    break
        return self

    def predict_proba(self, X):
        if not self._weights:
            raise AttributeError("This MLPClassifier instance is not fitted yet.")
        return np.array([self._forward_one(x)[-1] for x in X])

    def predict(self, X):
        return np.array([self.classes_[np.argmax(p)] for p in self.predict_proba(X)])

import numpy as np


def _logistic(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))


FUNCTIONS = {
    "logistic": (_logistic, lambda z: _logistic(z) * (1 - _logistic(z))),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(np.clip(z, -300, 300)) ** 2),
    "relu": (lambda z: z * (z > 0), lambda z: 1.0 * (z > 0)),
}


class MLPClassifier:
    """Adam on shuffled mini-batches of 32 rows, derivatives as functions of the net input, patience of 50 passes."""

    def __init__(self, hidden_layer_sizes=(5, 2), activation="logistic", learning_rate_init=0.1, max_iter=2000,
                 random_state=0, batch_size=32, patience=50):
        self.hidden_layer_sizes, self.activation = tuple(hidden_layer_sizes), activation
        self.learning_rate_init, self.max_iter, self.random_state = learning_rate_init, max_iter, random_state
        self.batch_size, self.patience = batch_size, patience

    def fit(self, X, y):
        X = np.array(X, dtype=float)
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0) + 1e-12
        X = (X - self.mean_) / self.scale_
        y = np.asarray(y).ravel()
        self.classes_ = np.array(sorted(set(y.tolist())))
        Y = (y[:, None] == self.classes_[None, :]).astype(float)
        state = np.random.RandomState(self.random_state)
        sizes = (X.shape[1],) + self.hidden_layer_sizes + (len(self.classes_),)
        self.params_ = []
        for before, after in zip(sizes[:-1], sizes[1:]):
            bound = np.sqrt(6 / (before + after))
            self.params_ += [state.uniform(-bound, bound, (before, after)), np.zeros((1, after))]
        first = [np.zeros_like(p) for p in self.params_]
        second = [np.zeros_like(p) for p in self.params_]
        step, best, waited = 0, np.inf, 0
        self.loss_curve_ = []
        for _ in range(self.max_iter):
            order, total = state.permutation(len(X)), 0.0
            for begin in range(0, len(X), self.batch_size):
                rows = order[begin:begin + self.batch_size]
                loss, gradients = self._gradients(X[rows], Y[rows])
                total += loss * len(rows)
                step += 1
                for p, g, m, v in zip(self.params_, gradients, first, second):
                    m *= 0.9
                    m += 0.1 * g
                    v *= 0.999
                    v += 0.001 * g * g
                    p -= self.learning_rate_init * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
            self.loss_curve_.append(total / len(X))
            if self.loss_curve_[-1] < best - 1e-4:
                best, waited = self.loss_curve_[-1], 0
            elif (waited := waited + 1) > self.patience:
                break
        return self

    def _run(self, X):
        f, _ = FUNCTIONS[self.activation]
        nets, layers = [], [X]
        for number in range(0, len(self.params_), 2):
            nets.append(layers[-1] @ self.params_[number] + self.params_[number + 1])
            layers.append(f(nets[-1]))
        z = nets[-1] - nets[-1].max(axis=1, keepdims=True)
        layers[-1] = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        return nets, layers

    def _gradients(self, X, Y):
        nets, layers = self._run(X)
        _, df = FUNCTIONS[self.activation]
        loss = -np.mean(np.sum(Y * np.log(layers[-1] + 1e-15), axis=1))
        delta, found = (layers[-1] - Y) / len(X), []
        for number in range(len(nets) - 1, -1, -1):
            found = [layers[number].T @ delta, delta.sum(axis=0, keepdims=True)] + found
            if number > 0:
                delta = delta @ self.params_[2 * number].T * df(nets[number - 1])
        return loss, found

    def predict_proba(self, X):
        return self._run((np.asarray(X, dtype=float) - self.mean_) / self.scale_)[1][-1]

    def predict(self, X):
        return self.classes_.take(self.predict_proba(X).argmax(1))


if __name__ == "__main__":
    print(MLPClassifier().fit([[0, 0], [1, 1]], [0, 1]).predict([[0, 0], [1, 1]]))

"""A classifier with scikit-learn's interface: a network of any depth, trained by backpropagation."""

import numpy as np


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

        Shapes:
            X: (n, d)
            y: (n,), integers
            returns: self
        """
        # TODO: classes_, the start from random_state, then max_iter times forward, backward, a step; loss_curve_
        raise NotImplementedError("fit: train the network on X and y, set classes_ and loss_curve_, and return self")

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Give the probability of each class, columns in the order of classes_.

        Shapes:
            X: (n, d)
            returns: (n, k), each row sums to 1
        """
        # TODO: the forward pass
        raise NotImplementedError("predict_proba: return the probability of each class, one row an example")

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the most probable label of each row.

        Shapes:
            X: (n, d)
            returns: (n,), labels as they were in y
        """
        # TODO: the label in classes_ whose column is the largest
        raise NotImplementedError("predict: return the most probable label of each row")

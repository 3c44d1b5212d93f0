"""Reference, hidden grader and banks of `minibatch_sgd`."""

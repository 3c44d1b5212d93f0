"""Reference, hidden grader and banks of `sgd`."""

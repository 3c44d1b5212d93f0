"""Reference, hidden grader and banks of `activations`."""

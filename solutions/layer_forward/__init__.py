"""Reference, hidden grader and banks of `layer_forward`."""

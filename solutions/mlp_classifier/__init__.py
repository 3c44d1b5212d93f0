"""Reference, hidden grader and banks of `mlp_classifier`."""

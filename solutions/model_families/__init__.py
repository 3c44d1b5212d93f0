"""Reference, hidden grader and banks of `model_families`."""

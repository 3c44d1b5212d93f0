"""Reference, hidden grader and banks of `learning_rate`."""

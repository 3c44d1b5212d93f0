"""Reference, hidden grader and banks of `parameter_count`."""

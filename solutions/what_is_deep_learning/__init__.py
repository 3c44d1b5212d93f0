"""Reference, hidden grader and banks of `what_is_deep_learning`."""

"""Reference, hidden grader and banks of `weight_search`."""

"""Reference, hidden grader and banks of `losses`."""

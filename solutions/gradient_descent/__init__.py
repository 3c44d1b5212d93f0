"""Reference, hidden grader and banks of `gradient_descent`."""

"""Reference, hidden grader and banks of `sigmoid_derivative`."""

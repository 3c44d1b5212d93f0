"""Reference, hidden grader and banks of `tanh_and_relu`."""

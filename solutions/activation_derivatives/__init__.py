"""Reference, hidden grader and banks of `activation_derivatives`."""

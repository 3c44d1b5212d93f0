"""Reference, hidden grader and banks of `network_forward`."""

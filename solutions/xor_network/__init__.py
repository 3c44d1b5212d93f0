"""Reference, hidden grader and banks of `xor_network`."""

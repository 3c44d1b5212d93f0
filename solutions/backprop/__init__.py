"""Reference, hidden grader and banks of `backprop`."""

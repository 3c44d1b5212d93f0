"""Reference, hidden grader and banks of `linear_collapse`."""

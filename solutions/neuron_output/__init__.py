"""Reference, hidden grader and banks of `neuron_output`."""

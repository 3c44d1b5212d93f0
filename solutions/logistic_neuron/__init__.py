"""Reference, hidden grader and banks of `logistic_neuron`."""

"""Reference, hidden grader and banks of `by_hand_neuron`."""

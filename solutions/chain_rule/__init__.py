"""Reference, hidden grader and banks of `chain_rule`."""

"""The reference solutions and hidden graders: never released, never in the wheel."""

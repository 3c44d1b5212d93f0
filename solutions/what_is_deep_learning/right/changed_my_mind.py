"""First guesses stay above; the last assignment counts."""
import random

artificial_intelligence = "A"
machine_learning = "C"
deep_learning = "B"

artificial_intelligence = "C"
machine_learning = "A"
widest_first = [
    "A",  # everything
    "M",
    "D",
]
what_makes_it_deep = "B"
print("done", random.random())

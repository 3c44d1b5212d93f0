"""What is deep learning? Fill in letters; nothing here is run."""

# 1. TODO: the letter of the definition: "A", "B" or "C"
artificial_intelligence = ""
machine_learning = ""
deep_learning = ""

# 2. TODO: the letters of the three terms, the widest first: "A", "D" and "M" in the right order
widest_first = []

# 3. TODO: one letter from "A" to "E"
what_makes_it_deep = ""

# my answers
artificial_intelligence, machine_learning, deep_learning = "C", "A", "B"
widest_first = ("A", "M", "D")
what_makes_it_deep = " B "

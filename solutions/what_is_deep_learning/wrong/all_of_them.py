# caught by: test_what_makes_it_deep (not-a-choice)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["A", "M", "D"]
what_makes_it_deep = ["A", "B", "C", "D", "E"]

# caught by: test_deep_learning (refused-value)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = B
widest_first = ["A", "M", "D"]
what_makes_it_deep = "B"

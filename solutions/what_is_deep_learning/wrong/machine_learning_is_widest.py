# caught by: test_widest_first (wrong-order)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["M", "A", "D"]
what_makes_it_deep = "B"

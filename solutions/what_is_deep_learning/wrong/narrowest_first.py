# caught by: test_widest_first (permuted)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["D", "M", "A"]
what_makes_it_deep = "B"

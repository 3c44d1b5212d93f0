# caught by: test_what_makes_it_deep (depth-is-not-precision)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "C"

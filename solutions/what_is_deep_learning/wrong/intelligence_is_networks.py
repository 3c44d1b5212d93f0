# caught by: test_artificial_intelligence (confused-with-deep-learning), test_deep_learning (confused-with-artificial-intelligence)
artificial_intelligence = "B"
machine_learning = "A"
deep_learning = "C"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "B"

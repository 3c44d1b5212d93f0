# caught by: test_artificial_intelligence (confused-with-machine-learning), test_machine_learning (confused-with-artificial-intelligence)
artificial_intelligence = "A"
machine_learning = "C"
deep_learning = "B"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "B"

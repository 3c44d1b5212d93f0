# caught by: test_machine_learning (confused-with-deep-learning), test_deep_learning (confused-with-machine-learning)
artificial_intelligence = "C"
machine_learning = "B"
deep_learning = "A"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "B"

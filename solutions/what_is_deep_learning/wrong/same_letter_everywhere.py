# caught by: test_machine_learning (confused-with-artificial-intelligence), test_definitions_can_be_read (used-twice)
artificial_intelligence = "C"
machine_learning = "C"
deep_learning = "B"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "B"

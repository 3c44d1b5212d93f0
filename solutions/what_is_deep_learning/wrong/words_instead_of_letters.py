# caught by: test_what_makes_it_deep (not-a-choice), test_deep_can_be_read (not-a-choice)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["A", "M", "D"]
what_makes_it_deep = "several layers"

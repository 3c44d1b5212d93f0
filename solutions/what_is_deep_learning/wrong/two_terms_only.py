# caught by: test_widest_first (wrong-length), test_order_can_be_read (wrong-length)
artificial_intelligence = "C"
machine_learning = "A"
deep_learning = "B"
widest_first = ["A", "D"]
what_makes_it_deep = "B"

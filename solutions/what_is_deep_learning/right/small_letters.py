artificial_intelligence = "c"
machine_learning = "a"
deep_learning = "b"
widest_first = ["a", "m", "d"]
what_makes_it_deep = "b"

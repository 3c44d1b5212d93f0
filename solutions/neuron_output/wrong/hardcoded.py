# caught by: test_many_inputs (example-for-all), test_same_answer_again (always-the-same)
def net_input(x, w, b): return 0.8 if len(x) == 2 else 2.6
def neuron_output(x, w, b, f): return f(net_input(x, w, b))

# caught by: test_many_inputs (nothing-returned)
def net_input(x, w, b):
    print(w @ x + b)


def neuron_output(x, w, b, f):
    print(f(w @ x + b))

# caught by: test_same_answer_again (kept-between-calls)
total = 0.0


def net_input(x, w, b):
    global total
    for xi, wi in zip(x, w):
        total += xi * wi
    return total + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))

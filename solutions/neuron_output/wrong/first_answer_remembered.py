# caught by: test_same_answer_again (always-the-same)
cache = {}


def net_input(x, w, b):
    if "z" not in cache:
        cache["z"] = float(w @ x + b)
    return cache["z"]


def neuron_output(x, w, b, f):
    return f(w @ x + b)

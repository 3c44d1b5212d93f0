def net_input(x, w, b):
    """Return the net input of a neuron."""
    # TODO
    raise NotImplementedError


def neuron_output(x, w, b, f):
    """Return the output of a neuron."""
    # TODO
    raise NotImplementedError

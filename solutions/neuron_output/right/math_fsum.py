from math import fsum
def net_input(x: list[float], w: list[float], b: float) -> float:
    return fsum([*(xi * wi for xi, wi in zip(x, w, strict=True)), b])
def neuron_output(x, w, b, f): return f(net_input(x, w, b))

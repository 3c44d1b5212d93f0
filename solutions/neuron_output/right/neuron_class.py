from dataclasses import dataclass

import numpy


@dataclass
class Neuron:
    w: numpy.ndarray
    b: float

    def z(self, x):
        return numpy.dot(self.w, x) + self.b

    def __call__(self, x, f):
        return f(self.z(x))


def net_input(x, w, b):
    return Neuron(w, b).z(x)


def neuron_output(x, w, b, f):
    return Neuron(w, b)(x, f)


if __name__ == "__main__":
    print(net_input([0.1, 0.2], [1, 2], 0.3))

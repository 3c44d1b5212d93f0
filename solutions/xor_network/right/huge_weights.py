from collections import namedtuple

import numpy

Network = namedtuple("Network", "W1 b1 W2 b2")


def xor_network():
    big = 1e6
    return Network(
        W1=numpy.full((2, 2), big),
        b1=-big * numpy.array([0.5, 1.5]),
        W2=big * numpy.array([[1.0], [-1.0]]),
        b2=numpy.array([-big / 2]),
    )

from itertools import pairwise
from math import prod
def count_weights(ls): return sum(map(prod, pairwise(ls)))
def count_biases(ls): _, *rest = ls; return sum(rest)
def count_parameters(ls): return sum((a + 1) * b for a, b in pairwise(ls))

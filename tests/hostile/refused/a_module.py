# refused module
import math


def attack():
    return math

# refused Decimal
from decimal import Decimal


def attack():
    return Decimal("0.1")

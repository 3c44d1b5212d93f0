# timeout cpu
import re


def attack():
    return re.match(r"(a+)+$", "a" * 60 + "b") is None

# gives 1
import sys

seen = []


def attack():
    sys.settrace(lambda *event: seen.append(event))
    sys.setprofile(lambda *event: None)
    return 1

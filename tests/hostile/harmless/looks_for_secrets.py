# gives []
import gc
import os
import sys


def attack():
    found = []
    for thing in gc.get_objects():
        if isinstance(thing, dict):
            found += [key for key in thing if isinstance(key, str) and "CANARY" in key.upper() and key != "found"]
    found += [name for name in os.environ if "CANARY" in name]
    found += [word for word in sys.argv if "CANARY" in word]
    return found

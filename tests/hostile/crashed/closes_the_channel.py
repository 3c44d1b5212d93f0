# crashed closed
import os
import time


def attack():
    os.close(4)
    time.sleep(3600)

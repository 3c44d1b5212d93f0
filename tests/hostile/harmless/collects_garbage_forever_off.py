# gives 1
import gc

gc.disable()


def attack():
    loop = []
    loop.append(loop)
    del loop
    return 1

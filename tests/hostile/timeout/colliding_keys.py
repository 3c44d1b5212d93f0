# timeout cpu
def attack():
    return len({i * (2**61 - 1): i for i in range(1, 100_000)})

# timeout cpu
def attack():
    return len(str(3 ** (10**9) % 7))

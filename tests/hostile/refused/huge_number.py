# refused whole number
def attack():
    return 1 << 10**6

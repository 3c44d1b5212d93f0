# refused too much
def attack():
    return "x" * 10**7

# raised ValueError
def attack():
    raise ValueError("x" * 10**7)

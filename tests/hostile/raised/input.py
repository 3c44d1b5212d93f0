# raised EOFError
def attack():
    return float(input("x? "))

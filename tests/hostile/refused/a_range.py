# refused range
def attack():
    return range(3)

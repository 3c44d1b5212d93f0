# refused key
def attack():
    return {(0, 1): 2.0}

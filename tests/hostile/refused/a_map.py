# refused map
def attack():
    return map(float, [1])

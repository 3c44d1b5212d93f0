# refused values
def attack():
    return [0] * 10**6

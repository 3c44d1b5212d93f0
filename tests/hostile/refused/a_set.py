# refused set
def attack():
    return {1, 2}

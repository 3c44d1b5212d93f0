# refused generator
def attack():
    return (i for i in range(3))

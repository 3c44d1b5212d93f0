# refused nested
def attack():
    nested = []
    for _ in range(100):
        nested = [nested]
    return nested

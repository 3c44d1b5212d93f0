# refused key
def attack():
    return {2**61: 1}

# raised MemoryError
def attack():
    return len(bytearray(10**12))

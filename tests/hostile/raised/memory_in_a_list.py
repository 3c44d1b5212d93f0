# raised MemoryError
def attack():
    eaten = []
    while True:
        eaten.append([0] * 10_000)

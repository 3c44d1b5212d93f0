# gives 1
def attack():
    for i in range(20_000):
        print("line", i, "of many, as students print who look for a mistake")
    return 1

# refused key
def attack():
    return {float("nan"): 1}

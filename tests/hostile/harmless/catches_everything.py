# gives 1
def attack():
    try:
        1 / 0
    except:
        return 1

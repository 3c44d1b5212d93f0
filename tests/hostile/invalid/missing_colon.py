# invalid line 2
def attack()
    return 1

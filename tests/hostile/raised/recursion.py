# raised RecursionError
def attack():
    return attack()

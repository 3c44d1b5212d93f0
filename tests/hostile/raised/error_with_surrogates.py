# raised ValueError
def attack():
    raise ValueError("\ud800")

# raised GeneratorExit
def attack():
    raise GeneratorExit

# timeout cpu
def attack():
    while True:
        pass

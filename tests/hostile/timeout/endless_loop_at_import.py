# timeout cpu
while True:
    pass


def attack():
    return 1

# raised SystemExit
def attack():
    exit(0)

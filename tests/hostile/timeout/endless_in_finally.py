# timeout cpu
def attack():
    try:
        return 1
    finally:
        while True:
            pass

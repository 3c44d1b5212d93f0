# timeout cpu
def attack():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue

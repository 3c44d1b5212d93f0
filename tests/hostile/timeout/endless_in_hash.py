# timeout cpu
class Key(str):
    def __hash__(self):
        while True:
            pass


def attack():
    return {Key("a"): 1}

# gives 1
class Bad:
    def __del__(self):
        raise ValueError("in __del__")


def attack():
    Bad()
    return 1

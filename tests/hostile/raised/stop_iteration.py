# raised StopIteration
def attack():
    return next(iter([]))

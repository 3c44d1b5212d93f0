# refused contains itself
def attack():
    nested = []
    nested.append(nested)
    return nested

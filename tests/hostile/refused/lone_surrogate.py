# refused Unicode
def attack():
    return "\ud800"

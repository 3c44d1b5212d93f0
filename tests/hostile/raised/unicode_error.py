# raised UnicodeDecodeError
def attack():
    return b"\xff".decode("utf-8")

# raised ExceptionGroup
def attack():
    raise ExceptionGroup("several", [ValueError("a"), TypeError("b")])

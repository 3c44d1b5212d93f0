# raised E
def attack():
    raise type("E" * 100_000, (Exception,), {})("x")

# raised MemoryError
def attack():
    text = "x"
    while True:
        text += text

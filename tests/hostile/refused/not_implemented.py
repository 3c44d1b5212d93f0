# refused NotImplementedType
def attack():
    return NotImplemented

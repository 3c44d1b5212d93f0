# refused dict_values
def attack():
    return {"a": 1}.values()

# refused Unicode
def attack():
    return {"\udfff": 1}

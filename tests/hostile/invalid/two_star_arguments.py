# invalid line 2
def attack(*a, *b):
    return 1

# invalid line 4
def attack():
    x = 1
      return x

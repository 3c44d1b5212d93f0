# raised EOFError
x = input("x? ")

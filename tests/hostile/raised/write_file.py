# raised PermissionError
def attack():
    with open("/tmp/left-behind-by-student", "w") as file:
        file.write("x")

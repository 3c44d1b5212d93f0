# raised PermissionError
def attack():
    return open("/etc/passwd").read()

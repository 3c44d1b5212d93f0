# raised PermissionError
def attack():
    return open("/proc/self/mem", "rb").read(10)

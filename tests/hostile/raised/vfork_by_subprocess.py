# raised PermissionError
import subprocess


def attack():
    return subprocess.run(["id"], capture_output=True, check=False)

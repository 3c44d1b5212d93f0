# raised FileNotFoundError
import tempfile


def attack():
    return tempfile.TemporaryFile()

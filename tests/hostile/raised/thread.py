# raised RuntimeError
import threading


def attack():
    threading.Thread(target=print).start()

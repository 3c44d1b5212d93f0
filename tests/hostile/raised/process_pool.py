# raised ModuleNotFoundError | raised PermissionError
import multiprocessing


def attack():
    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [1, -1])

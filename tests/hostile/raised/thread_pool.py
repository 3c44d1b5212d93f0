# raised RuntimeError
from concurrent.futures import ThreadPoolExecutor


def attack():
    with ThreadPoolExecutor() as pool:
        return list(pool.map(abs, [1, -1]))

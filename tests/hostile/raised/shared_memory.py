# raised ModuleNotFoundError
from multiprocessing import shared_memory


def attack():
    try:
        return shared_memory.SharedMemory(create=True, size=4096).name
    except ImportError:
        raise PermissionError("no shared memory") from None

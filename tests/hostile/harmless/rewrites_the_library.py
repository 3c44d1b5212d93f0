# gives [-1, -1, -1]
import ctypes
import sys

import numpy as np


def attack():
    """The library's bytes are shared with every later child: a writable view would be their code."""
    (library,) = [finder for finder in sys.meta_path if type(finder).__name__ == "InMemory"]
    memory = library._memory
    address, size = np.frombuffer(memory, np.uint8).ctypes.data, len(memory) // 4096 * 4096
    libc = ctypes.CDLL(None)
    writable, remove, free = 3, 9, 8
    results = [libc.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(size), writable)]
    results += [libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(size), advice) for advice in (remove, free)]
    return results

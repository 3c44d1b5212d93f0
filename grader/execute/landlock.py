"""Landlock with no rule at all: from here on no file can be opened, no port bound or reached, no process signalled.

https://docs.kernel.org/userspace-api/landlock.html; the three system calls have the same numbers on every architecture.
"""

from __future__ import annotations

import ctypes
import os
import struct

_CREATE, _RESTRICT = 444, 446
_VERSION_FLAG = 1
_FILE_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # by ABI: 2 adds refer, 3 truncate, 5 ioctl on devices
_NETWORK_BITS, _SCOPE_BITS = 2, 2  # bind and connect from ABI 4; abstract sockets and signals from ABI 6

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def abi() -> int:
    """Give the kernel's Landlock version, asked by its system call; 0 when there is none."""
    version = _call(_CREATE, None, 0, _VERSION_FLAG)
    return max(version, 0)


def restrict(version: int) -> None:
    """Take every right that this version knows away from the calling thread and what it starts; needs no_new_privs."""
    rights = [(1 << _FILE_BITS[min(version, 5)]) - 1]
    if version >= 4:
        rights.append((1 << _NETWORK_BITS) - 1)
    if version >= 6:
        rights.append((1 << _SCOPE_BITS) - 1)
    attributes = struct.pack(f"={len(rights)}Q", *rights)
    ruleset = _call(_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        raise _error()
    try:
        if _call(_RESTRICT, ruleset, 0) != 0:
            raise _error()
    finally:
        os.close(ruleset)


def _call(number: int, *arguments: bytes | int | None) -> int:
    wide = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    return int(_libc.syscall(ctypes.c_long(number), *wide))


def _error() -> OSError:
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code))

"""The system calls that a confined process may make, as a BPF program for the kernel.

    wrong architecture, x32            -> the process is killed
    escapes (ptrace, execve, bpf ...)  -> the process is killed
    mmap, mprotect with PROT_EXEC      -> EACCES
    what computing needs               -> allowed
    clone3                             -> ENOSYS (the C library then tries clone, which is refused)
    everything else                    -> EACCES: no file, process, thread, socket, signal

Instruction set and constants: linux/seccomp.h, linux/filter.h; numbers: the kernel's syscall_64.tbl and unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
DENY = 0x00050000 | errno.EACCES
ABSENT = 0x00050000 | errno.ENOSYS
PROT_EXEC = 4

_LOAD, _EQUAL, _AT_LEAST, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_PROT = 0, 4, 32  # seccomp_data: nr, arch, ip (8 bytes), args; prot is args[2]
_X32_BIT = 0x40000000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


@dataclass(frozen=True, slots=True)
class Table:
    """System call numbers of one architecture, by what becomes of the call."""

    arch: int
    allowed: dict[str, int]
    without_exec: dict[str, int]
    killed: dict[str, int]
    absent: dict[str, int]


# fmt: off
TABLES = {
    "x86_64": Table(
        arch=0xC000003E,
        allowed={
            "read": 0, "write": 1, "clock_gettime": 228, "munmap": 11, "brk": 12, "mremap": 25, "madvise": 28,
            "readv": 19, "writev": 20, "close": 3, "fstat": 5, "lseek": 8, "futex": 202, "getrandom": 318,
            "rt_sigreturn": 15, "restart_syscall": 219, "nanosleep": 35, "clock_nanosleep": 230, "clock_getres": 229,
            "gettimeofday": 96, "time": 201, "times": 100, "getrusage": 98, "sched_yield": 24,
            "sched_getaffinity": 204, "getcpu": 309, "getpid": 39, "gettid": 186, "getppid": 110, "getuid": 102,
            "geteuid": 107, "getgid": 104, "getegid": 108, "exit": 60, "exit_group": 231,
        },
        without_exec={"mmap": 9, "mprotect": 10},
        killed={
            "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "io_uring_setup": 425,
            "io_uring_enter": 426, "io_uring_register": 427, "bpf": 321, "userfaultfd": 323, "keyctl": 250,
            "execve": 59, "execveat": 322, "unshare": 272, "mount": 165, "setns": 308,
        },
        absent={"clone3": 435},
    ),
    "aarch64": Table(
        arch=0xC00000B7,
        allowed={
            "read": 63, "write": 64, "clock_gettime": 113, "munmap": 215, "brk": 214, "mremap": 216, "madvise": 233,
            "readv": 65, "writev": 66, "close": 57, "fstat": 80, "lseek": 62, "futex": 98, "getrandom": 278,
            "rt_sigreturn": 139, "restart_syscall": 128, "nanosleep": 101, "clock_nanosleep": 115,
            "clock_getres": 114, "gettimeofday": 169, "times": 153, "getrusage": 165, "sched_yield": 124,
            "sched_getaffinity": 123, "getcpu": 168, "getpid": 172, "gettid": 178, "getppid": 173, "getuid": 174,
            "geteuid": 175, "getgid": 176, "getegid": 177, "exit": 93, "exit_group": 94,
        },
        without_exec={"mmap": 222, "mprotect": 226},
        killed={
            "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "io_uring_setup": 425,
            "io_uring_enter": 426, "io_uring_register": 427, "bpf": 280, "userfaultfd": 282, "keyctl": 219,
            "execve": 221, "execveat": 281, "unshare": 97, "mount": 40, "setns": 268,
        },
        absent={"clone3": 435},
    ),
}
# fmt: on


def assemble(table: Table) -> bytes:
    """Give the program: 8 bytes an instruction, each call a comparison followed by its verdict."""
    program: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _OFFSET_ARCH),
        (_EQUAL, 1, 0, table.arch),
        (_RETURN, 0, 0, KILL_PROCESS),
        (_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    if table is TABLES["x86_64"]:
        program += [(_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, KILL_PROCESS)]
    for numbers, verdict in ((table.allowed, ALLOW), (table.killed, KILL_PROCESS), (table.absent, ABSENT)):
        for number in numbers.values():
            program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, verdict)]
    for number in table.without_exec.values():
        program += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _OFFSET_PROT),
            (_BITS, 0, 1, PROT_EXEC),
            (_RETURN, 0, 0, DENY),
            (_RETURN, 0, 0, ALLOW),
        ]
    program.append((_RETURN, 0, 0, DENY))
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)


class Filter:
    """A program ready to be installed; made once, before the processes that it confines are forked."""

    def __init__(self, machine: str) -> None:
        program = assemble(TABLES[machine])
        self._buffer = ctypes.create_string_buffer(program, len(program))
        address = ctypes.addressof(self._buffer)
        self._header = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, address))
        self._prctl = ctypes.CDLL(None, use_errno=True).prctl

    def install(self) -> None:
        """Put the calling process under the program, for good; needs no_new_privs first."""
        arguments = [
            ctypes.c_ulong(_MODE_FILTER),
            ctypes.c_ulong(ctypes.addressof(self._header)),
            *[ctypes.c_ulong(0)] * 2,
        ]
        if self._prctl(_PR_SET_SECCOMP, *arguments) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

"""The steps that shut a freshly forked child in, each by its name, so that the one that failed can be told."""

from __future__ import annotations

import _thread
import ctypes
import errno
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from grader.execute import landlock, seccomp

UNPRIVILEGED = 65534
READING, WRITING = 3, 4
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CAPABILITIES_V3 = 0x20080522
_FILES = 16
_STACK_BYTES = 8 << 20

_libc = ctypes.CDLL(None, use_errno=True)
_functions = (_libc.prctl, _libc.capset, _libc.capget)  # looked up here, not in every child
_CAPABILITY_HEADER = struct.pack("=Ii", _CAPABILITIES_V3, 0)
_NO_CAPABILITIES = bytes(24)
_held = ctypes.create_string_buffer(b"?" * 24, 24)  # an answer that is not given is not "none"
_T = TypeVar("_T")


class StepFailed(Exception):
    """A step of the confinement did not hold."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"{step}: {reason}")
        self.step, self.reason = step, reason


@dataclass(frozen=True, slots=True)
class Budget:
    """What a whole child may use, with what the zygote uses already; deadlines of calls are kept from outside."""

    address_bytes: int
    cpu_seconds: int


@dataclass(frozen=True, slots=True)
class Walls:
    """What every child is confined with, made once in the zygote."""

    filter: seccomp.Filter
    landlock_abi: int
    parent: int
    privileged: bool


def confine(walls: Walls, budget: Budget) -> None:
    """Shut the calling process in, in the order that docs/security.md gives; StepFailed names what did not hold.

    It was just forked from a process that had one thread, as `Walls` says: fork copies no other.
    """
    if walls.privileged:
        _step("unprivileged user", _drop_privileges)
    _step("not dumpable", lambda: prctl(_PR_SET_DUMPABLE, 0))
    die_with_parent(walls.parent)
    _step("resource limits", lambda: _limit(budget))
    _step("no new privileges", lambda: prctl(_PR_SET_NO_NEW_PRIVS, 1))
    _step("landlock", lambda: landlock.restrict(walls.landlock_abi))
    _step("seccomp", walls.filter.install)
    self_test()


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends; StepFailed when that is too late."""
    _step("death with the parent", lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGKILL))
    if os.getppid() != parent:
        raise StepFailed("death with the parent", "the parent has already gone")


def not_dumpable() -> None:
    """Keep other processes of the same user out of this one's memory."""
    prctl(_PR_SET_DUMPABLE, 0)


def own_status() -> dict[str, int]:
    """Give what confinement is judged by, of this process."""
    with open("/proc/self/status", "rb", buffering=0) as file:
        return read_status(file.read(16384))


def own_address_bytes() -> int:
    """Give how much address space this process uses, which is what a child forked from it begins with."""
    with open("/proc/self/statm", "rb", buffering=0) as file:
        return int(file.read(64).split()[0]) * resource.getpagesize()


def read_status(text: bytes) -> dict[str, int]:
    """Give the numbers of a /proc/PID/status that confinement is judged by."""
    bases = {b"Threads": 10, b"VmSize": 10, b"VmPeak": 10, b"NoNewPrivs": 10, b"Seccomp": 10, b"CapEff": 16}
    facts: dict[str, int] = {}
    for line in text.splitlines():
        name, _, value = line.partition(b":")
        if name in bases:
            facts[name.decode()] = int(value.split()[0], bases[name])
    return facts


def self_test() -> None:
    """Try what must not work; StepFailed names the first thing that does."""
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("open", lambda: os.open("/", os.O_RDONLY)),
        ("creat", lambda: os.open("/tmp/grader-self-test", os.O_CREAT | os.O_WRONLY, 0o600)),
        ("stat", lambda: os.stat("/")),
        ("socket", lambda: socket.socket(socket.AF_UNIX)),
        ("fork", _forked),
        ("thread", lambda: _thread.start_new_thread(int, ())),
        ("kill", lambda: os.kill(os.getpid(), 0)),
        ("pipe", os.pipe),
    ]
    for name, attempt in attempts:
        try:
            attempt()
        except (OSError, RuntimeError):
            continue
        raise StepFailed("self test", f"{name} still works")


def prctl(option: int, value: int) -> None:
    """Set a property of this process; OSError when the kernel refuses."""
    if _libc.prctl(option, ctypes.c_ulong(value), *[ctypes.c_ulong(0)] * 3) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _forked() -> None:
    if os.fork() == 0:
        os._exit(0)


def _drop_privileges() -> None:
    os.setgroups([])
    os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
    os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
    # A process that was not root but had capabilities keeps them through setresuid.
    if _libc.capset(_CAPABILITY_HEADER, _NO_CAPABILITIES) != 0 or _libc.capget(_CAPABILITY_HEADER, _held) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    if _held.raw != _NO_CAPABILITIES:
        raise OSError(errno.EPERM, "capabilities are left")


def _limit(budget: Budget) -> None:
    for kind, soft, hard in (
        (resource.RLIMIT_AS, budget.address_bytes, budget.address_bytes),
        (resource.RLIMIT_CPU, budget.cpu_seconds, budget.cpu_seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
        (resource.RLIMIT_STACK, _STACK_BYTES, _STACK_BYTES),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        if ceiling != resource.RLIM_INFINITY and ceiling < hard:
            soft = hard = ceiling  # noqa: PLW2901 - the machine already asks for less
        resource.setrlimit(kind, (min(soft, hard), hard))


def _step(name: str, action: Callable[[], _T]) -> _T:
    try:
        return action()
    except OSError as error:
        raise StepFailed(name, error.strerror or str(error)) from None

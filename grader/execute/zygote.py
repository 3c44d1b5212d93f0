"""The zygote: a small process with everything imported that forks, and shuts in, one child for each submission.

Started by program text, never forked from the trusted process, with an environment of its own, so that no secret was
ever in its memory. Nothing here imports the trusted side. One control socket (messages keep their bounds):

    (at the start)                     ->  "ready" landlock versions + its own pidfd | "failed" step reason
    "spawn" memory cpu  + 3 pipe ends  ->  pid  + its pidfd
    "reap" pid                         ->  wait status
    "twin"  + a control socket         ->  (nothing; on that socket, what it says at the start)

A twin is a zygote, too: forked instead of started, for a process that has a socket of its own to it. It ends with that
socket, and with the one that it was forked from.
"""

from __future__ import annotations

import fcntl
import gc
import os
import platform
import resource
import socket
import sys
import types
from dataclasses import replace
from typing import NoReturn

from grader.execute import arrays, child, confine, landlock, preload, rehearsal, seccomp, streams
from grader.execute.wire import MAX_MESSAGE, Tree

_DESCRIPTORS = 64
_CONTROL, _EMPTY = 8, 9
_HIGH = 10  # the pipe ends are moved here before they are put where they belong: dup2 must not overwrite one of them
_OUTPUT = 1


def main(control_fd: int, parent: int) -> NoReturn:
    """Prepare, say so, and fork on demand until the control socket ends.

    Started with `os.register_at_fork` doing nothing: what `threading`, `logging` and `random` do after a fork is for
    threads that are not here and for seeds that each test sets, and it would be a tenth of a child's computing time.
    """
    # A number that children close, however many files the trusted process had open when it made the socket.
    if control_fd != _CONTROL:
        os.dup2(control_fd, _CONTROL, inheritable=False)
    os.closerange(_CONTROL + 1, max(_DESCRIPTORS, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    control = socket.socket(fileno=_CONTROL)
    try:
        walls = _prepare(parent)
    except BaseException as error:
        step, reason = getattr(error, "step", "zygote"), getattr(error, "reason", f"{type(error).__name__}: {error}")
        control.send(f"failed\0{step}\0{reason}".encode(errors="replace"))
        os._exit(1)
    _say_ready(control, walls)
    twins: list[int] = []
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 3)
        except ConnectionResetError:  # closed by somebody who never read that we are ready
            message, descriptors = b"", []
        if not message:
            _end(twins)
        verb, *numbers = message.decode().split()
        if verb == "spawn":
            memory_bytes, cpu_seconds = map(int, numbers)
            budget = confine.Budget(confine.own_address_bytes() + memory_bytes, cpu_seconds)
            _spawn(control, walls, budget, descriptors)
        elif verb == "reap":
            control.send(str(os.waitpid(int(numbers[0]), 0)[1]).encode())
        elif verb == "twin":
            walls = _split(control, walls, descriptors[0], twins)


def _say_ready(control: socket.socket, walls: confine.Walls) -> None:
    itself = os.pidfd_open(os.getpid())
    socket.send_fds(control, [f"ready\0{walls.landlock_abi}\0{_versions()}".encode()], [itself])
    os.close(itself)


def _split(control: socket.socket, walls: confine.Walls, descriptor: int, twins: list[int]) -> confine.Walls:
    """Fork a zygote that serves another control socket, and go on in both; gives the walls of its children."""
    origin = os.getpid()
    try:
        pid = os.fork()
    except OSError:  # who asked sees the socket end, and starts one; the twins that are there stay
        os.close(descriptor)
        return walls
    if pid:
        os.close(descriptor)
        twins.append(pid)
        return walls
    try:
        twins.clear()
        confine.die_with_parent(origin)
        os.dup2(descriptor, _CONTROL, inheritable=False)
        os.close(descriptor)
        own = replace(walls, parent=os.getpid())
        _say_ready(control, own)
    except BaseException:
        os._exit(1)  # whoever waits at the other end of the socket sees it end
    return own


def _end(twins: list[int]) -> NoReturn:
    """End, and with it every student's child; twins end by themselves first, so that their time counts as ours."""
    for pid in twins:
        os.waitpid(pid, 0)
    os._exit(0)


def _prepare(parent: int) -> confine.Walls:
    confine.die_with_parent(parent)
    if platform.machine() not in seccomp.TABLES:
        raise confine.StepFailed("architecture", f"{platform.machine()} has no table of system calls here")
    version = landlock.abi()
    if version < 1:
        raise confine.StepFailed("landlock", "the kernel does not have it, or has it switched off")
    resource.setrlimit(resource.RLIMIT_NOFILE, (_DESCRIPTORS, _DESCRIPTORS))
    os.dup2(os.open(os.devnull, os.O_RDONLY), _EMPTY)
    preload.preload()
    streams.install(_OUTPUT)  # they hold only the number: a child's own pipe is there when it prints
    assert arrays.DTYPES  # the codec imports it when the first array comes, too late for a child
    preload.exercise()
    gc.freeze()  # what was imported stays; the rehearsal collects what it leaves, again and again
    rehearsal.rehearse()
    threads = confine.own_status()["Threads"]
    if threads != 1:
        raise confine.StepFailed("one thread", f"{threads} threads are running after the imports")
    privileged = confine.own_status()["CapEff"] != 0
    walls = confine.Walls(seccomp.Filter(platform.machine()), version, os.getpid(), privileged)
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [""]
    gc.collect()
    gc.freeze()
    gc.enable()
    return walls


def _versions() -> str:
    found = sorted(name for name in ("numpy", "msgspec") if name in sys.modules)
    return f"{len(sys.modules)} modules; " + ", ".join(f"{name} {sys.modules[name].__version__}" for name in found)


def _spawn(control: socket.socket, walls: confine.Walls, budget: confine.Budget, descriptors: list[int]) -> None:
    pid = os.fork()
    if pid == 0:
        _child(walls, budget, descriptors)
    # Opened before anybody could reap the child, so it can mean no other process.
    pidfd = os.pidfd_open(pid)
    for descriptor in descriptors:
        os.close(descriptor)
    socket.send_fds(control, [str(pid).encode()], [pidfd])
    os.close(pidfd)


def _child(walls: confine.Walls, budget: confine.Budget, descriptors: list[int]) -> NoReturn:
    try:
        _place(descriptors)
        loop = child.Loop(confine.READING, confine.WRITING)
        try:
            confine.confine(walls, budget)
        except confine.StepFailed as failure:
            loop.say("failed", Tree("l", [failure.step, failure.reason]))
            os._exit(1)
        loop.say("hello", Tree("l", [os.getpid(), walls.landlock_abi]))
        loop.run()
    finally:
        os._exit(1)  # nothing may unwind into the zygote's loop


def _place(descriptors: list[int]) -> None:
    """Put the pipe ends at 1 (and 2), 3 and 4, an empty input at 0, and close everything else."""
    reading, writing, output = (fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _HIGH) for fd in descriptors)
    for source, target in ((_EMPTY, 0), (output, 1), (output, 2), (reading, 3), (writing, 4)):
        os.dup2(source, target)
    os.closerange(confine.WRITING + 1, _DESCRIPTORS)

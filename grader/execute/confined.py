"""A confined child as the trusted side holds it: checked from outside before anything is sent, talked to, ended."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import time
from typing import Protocol

from grader.errors import SandboxLost, SandboxUnavailable, StudentTimeout
from grader.execute import wire
from grader.execute.confine import read_status
from grader.execute.deadline import Deadline, waited_seconds
from grader.execute.transport import ChildEnded, Ending, Output, Pieces, Violation
from grader.model import Limits

SPAWN_SECONDS = 30.0
_PIPE_BYTES = 1 << 20
_CHUNK = 1 << 16
_KEPT_KIB = 16 << 10  # more than Python and numpy keep of what was let go


class Forker(Protocol):
    """What forks and reaps for a child; keeper.Zygote."""

    def spawn(self, limits: Limits, ends: tuple[int, int, int]) -> tuple[int, int]:
        """Have a child forked that gets these pipe ends; gives its pid and a pidfd."""

    def reap(self, pid: int) -> int:
        """Give the wait status of a child that has ended."""

    def alive(self) -> bool:
        """Tell whether there is anybody to ask."""


class ConfinedChild:
    """One confined process, attested before it is handed out."""

    def __init__(self, zygote: Forker, limits: Limits) -> None:
        self.output = Output(limits.output_kib << 10)
        self.used = False
        self._zygote = zygote
        self._requests, self._answers, self._printed, self._pid, self._pidfd = -1, -1, -1, 0, -1
        self._ending: Ending | None = None
        self._born_kib = 0
        self._fork(limits)
        self._poll = select.poll()
        for descriptor in (self._answers, self._printed, self._pidfd):
            self._poll.register(descriptor, select.POLLIN)
        try:
            self._attest()
        except BaseException:
            self.close()
            raise

    def _fork(self, limits: Limits) -> None:
        theirs_in, self._requests = os.pipe2(os.O_CLOEXEC)
        self._answers, theirs_out = os.pipe2(os.O_CLOEXEC)
        self._printed, theirs_print = os.pipe2(os.O_CLOEXEC)
        try:
            for descriptor in (self._requests, self._answers, self._printed):
                os.set_blocking(descriptor, False)
            for descriptor in (self._requests, self._answers):
                with contextlib.suppress(OSError):  # this user's share of large pipes is used up: slower, not wrong
                    fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            self._pid, self._pidfd = self._zygote.spawn(limits, (theirs_in, theirs_out, theirs_print))
        except BaseException:
            for descriptor in (self._requests, self._answers, self._printed):
                os.close(descriptor)
            raise
        finally:
            for descriptor in (theirs_in, theirs_out, theirs_print):
                os.close(descriptor)

    def _attest(self) -> None:
        """Read what the kernel says of the child, before any of the student's bytes reach it."""
        deadline = Deadline(Limits(cpu_seconds=SPAWN_SECONDS, wall_seconds=SPAWN_SECONDS), lambda: None, "")
        try:
            header, _ = self.receive(deadline)
            hello = wire.decode_answer(header)
        except (ChildEnded, Violation, StudentTimeout, wire.WireError) as error:
            raise SandboxLost(f"a child ended while it was confined: {error}") from error
        items = hello.value.items if isinstance(hello.value, wire.Tree) else []
        if hello.verb != "hello":
            step, reason = [*map(str, items), "child", "no greeting"][:2]
            raise SandboxUnavailable(step, reason)
        try:
            with open(f"/proc/{self._pid}/status", "rb", buffering=0) as file:
                facts = read_status(file.read(_CHUNK))
        except OSError as error:
            raise SandboxUnavailable("attestation", f"/proc/PID/status cannot be read: {error}") from error
        self._born_kib = facts.get("VmSize", 0)
        for name, expected in (("NoNewPrivs", 1), ("Seccomp", 2), ("CapEff", 0), ("Threads", 1)):
            if facts.get(name) != expected:
                raise SandboxUnavailable("attestation", f"{name} is {facts.get(name)}, not {expected}")

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Write a frame; the pipe must be silent, for nothing was asked yet."""
        for descriptor, _ in self._poll.poll(0):
            if descriptor == self._printed:
                self._drain()
            elif descriptor == self._answers:
                if os.read(self._answers, 1):
                    raise Violation("protocol")
                raise ChildEnded
            else:
                raise ChildEnded
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[os.write(self._requests, rest) :]
                except BlockingIOError:
                    self._wait_to_write(deadline)
                except BrokenPipeError:
                    raise ChildEnded from None

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give the next frame; memory is taken as bytes arrive, never because a header says so.

        What was printed before an answer is in its pipe before the answer is: the same poll reports both.
        """
        data = bytearray()
        wanted, header = wire.LENGTHS.size, -1
        wait = deadline.first_wait()
        while len(data) < wanted:
            events = self._poll.poll(wait * 1000)
            for descriptor, _ in events:
                if descriptor == self._printed:
                    self._drain()
                elif descriptor == self._answers:
                    part = os.read(self._answers, _CHUNK if header < 0 else _PIPE_BYTES)
                    if not part:
                        raise ChildEnded
                    data += part
            if events and all(descriptor == self._pidfd for descriptor, _ in events):
                raise ChildEnded
            if header < 0 and len(data) >= wanted:
                header, payload = _lengths(data)
                wanted += header + payload
            if len(data) < wanted:
                wait = deadline.wait()
        if len(data) > wanted:
            raise Violation("protocol")
        start = wire.LENGTHS.size
        return bytes(data[start : start + header]), memoryview(data)[start + header :]

    def cpu_seconds(self) -> float | None:
        """Ask the kernel's clock of that process (clock_getcpuclockid(3)); the pid is ours until it is reaped."""
        try:
            return time.clock_gettime((~self._pid << 3) | 2)
        except OSError:
            return None

    def waited_seconds(self) -> float:
        """Ask the kernel's scheduler."""
        return waited_seconds(self._pid)

    def memory_mib(self) -> float | None:
        """Ask the kernel for the peak of the child's address space, which is what the limit counts."""
        try:
            with open(f"/proc/{self._pid}/status", "rb", buffering=0) as file:
                facts = read_status(file.read(_CHUNK))
            return (facts["VmPeak"] - self._born_kib) / 1024
        except (OSError, KeyError):  # it has ended, and its memory with it
            return None

    def is_idle(self) -> bool:
        """Tell whether it waits for its next file as a fresh one would: nothing said unasked, no memory kept."""
        try:
            self._drain()
            if self._poll.poll(0):
                return False
            with open(f"/proc/{self._pid}/status", "rb", buffering=0) as file:
                return read_status(file.read(_CHUNK))["VmSize"] - self._born_kib <= _KEPT_KIB
        except (OSError, KeyError, Violation):
            return False

    def close(self, grace_seconds: float = 0) -> Ending:
        """Kill, wait, reap, once; with fork and threads denied that is all there is to clean up."""
        if self._ending is not None:
            return self._ending
        self._ending = Ending(None, False)
        try:
            by_itself = self._has_ended(grace_seconds)
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            with contextlib.suppress(Violation):
                self._drain()
            if not self._zygote.alive():
                raise SandboxLost("the zygote was killed")
            self._ending = Ending(os.waitstatus_to_exitcode(self._zygote.reap(self._pid)), by_itself)
        finally:
            for descriptor in (self._requests, self._answers, self._printed, self._pidfd):
                os.close(descriptor)
        return self._ending

    def _has_ended(self, grace_seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return bool(poll.poll(grace_seconds * 1000))

    def _wait_to_write(self, deadline: Deadline) -> None:
        self._poll.register(self._requests, select.POLLOUT)
        try:
            for descriptor, _ in self._poll.poll(deadline.wait() * 1000):
                if descriptor == self._printed:
                    self._drain()
                elif descriptor == self._answers:
                    raise Violation("protocol")
                elif descriptor == self._pidfd:
                    raise ChildEnded
        finally:
            self._poll.unregister(self._requests)

    def _drain(self) -> None:
        for _ in range(64):  # then somebody else's turn: a flood must not keep us from looking at the clock
            try:
                part = os.read(self._printed, _CHUNK)
            except BlockingIOError:
                return
            if not part:
                with contextlib.suppress(KeyError):
                    self._poll.unregister(self._printed)
                return
            self.output.add(part)


def _lengths(data: bytearray) -> tuple[int, int]:
    try:
        return wire.read_lengths(data)
    except wire.WireError:
        raise Violation("protocol") from None

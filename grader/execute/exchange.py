"""One request and its answer: the child of a session, the deadline of its calls, and how it ended."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from grader.errors import SandboxLost, StudentStopped
from grader.execute import faults
from grader.execute.callbacks import Callbacks
from grader.execute.deadline import Deadline
from grader.execute.transport import ChildEnded, Ending, Launch, Output, Transport, Violation, plain_text
from grader.execute.wire import Answer, Request, WireError, decode_answer, frame
from grader.model import Limits

_MAX_WARNINGS = 200
_MAX_NESTING = 16
_GRACE_SECONDS = 0.5  # for a child whose pipe has closed to be seen as ended


def new_nonce() -> int:
    """Give a number that nobody can have known before."""
    return int.from_bytes(os.urandom(7))


@dataclass(frozen=True, slots=True)
class Usage:
    """The most that the student's code used: computing time of one outermost call, memory beyond a fresh child's."""

    cpu_seconds: float = 0.0
    memory_mib: float = 0.0


class Exchange:
    """Asks a child, one question at a time, and replaces it when it has ended.

    Args:
        limits: of the exercise.
        launch: starts a fresh child.
    """

    def __init__(self, limits: Limits, launch: Launch) -> None:
        self.limits, self._launch = limits, launch
        self._child: Transport | None = None
        self._stopped: StudentStopped | None = None  # until the next test
        self._deadline: Deadline | None = None
        self._depth = 0
        self._closed = False
        self.generation = 0  # counts children: a handle belongs to one of them
        self.output = Output(limits.output_kib << 10)
        self.warnings: list[tuple[str, str]] = []
        self.metered = False
        self.usage = Usage()
        self.disturbed = False  # whether a child has ended, or ran out of memory, after another file had run in it

    @property
    def has_child(self) -> bool:
        """Whether a child runs, as far as is known."""
        return self._child is not None

    @property
    def child_is_used(self) -> bool:
        """Whether another file has run in the present child."""
        return self._child is not None and self._child.used

    def start_test(self) -> None:
        """Forget the last test's output, warnings and end."""
        self._stopped = None
        self.warnings = []
        self.output.clear()

    def fresh_child(self) -> None:
        """End the child and start another."""
        if self._closed:
            raise SandboxLost("the session is closed")
        self.drop()
        self.take_over(self._launch(self.limits))

    def take_over(self, child: Transport) -> None:
        """Go on with a child that somebody else has started; there must be none."""
        self._child = child
        self._child.output = self.output
        self.generation += 1

    def let_go(self) -> Transport | None:
        """Give the child, if there is one, to whoever goes on with it."""
        child, self._child = self._child, None
        return child

    @contextlib.contextmanager
    def alike(self) -> Iterator[Exchange]:
        """Give another one with the same limits, with a child of its own, for as long as this lasts."""
        other = Exchange(self.limits, self._launch)
        try:
            yield other
        finally:
            other.close()

    def close(self) -> None:
        """End the child for good."""
        self._closed = True
        with contextlib.suppress(SandboxLost):  # the zygote went first: then the kernel has ended the child with it
            self.drop()

    def drop(self, grace_seconds: float = 0) -> Ending:
        """End the child, if there is one."""
        child, self._child = self._child, None
        self._deadline = None
        if self.metered and child is not None:
            self.usage = Usage(self.usage.cpu_seconds, max(self.usage.memory_mib, child.memory_mib() or 0.0))
        return child.close(grace_seconds) if child is not None else Ending(None, False)

    def stop(self, stop: StudentStopped | None) -> StudentStopped:
        """End the child and remember why, until the next test; None: find out from how it ended."""
        self.disturbed = self.disturbed or self.child_is_used
        ending = self.drop(_GRACE_SECONDS if stop is None else 0)
        self._stopped = stop if stop is not None else faults.ended(ending, self.limits)
        return self._stopped

    def violated(self) -> StudentStopped:
        """End a child whose answer no honest one would have given."""
        return self.stop(faults.violated("protocol"))

    def forget_stop(self) -> None:
        """Let the next question start a child, although this test has seen one end."""
        self._stopped = None

    def raise_if_stopped(self) -> None:
        """Raise why this test's child was ended."""
        if self._stopped is not None:
            raise self._stopped.with_traceback(None)

    def ask(
        self,
        request: Request,
        doing: str,
        buffers: list[bytes | memoryview],
        callbacks: Callbacks | None = None,
    ) -> tuple[Answer, memoryview]:
        """Give the child's answer; raises how the child ended, or what a callback asserted.

        Args:
            doing: completes "Your code ran out of time ..." for the student.
            callbacks: the functions that the child may call meanwhile.
        """
        child = self._child
        if child is None:
            raise SandboxLost("no child to ask")
        if self._depth >= _MAX_NESTING:
            raise RecursionError("the grader's functions and the student's call one another too deeply")
        request.nonce = new_nonce()
        pieces = frame(request, buffers)
        outer, started = self._deadline, time.monotonic()
        self._deadline = outer or Deadline(self.limits, child.cpu_seconds, doing, child.waited_seconds)
        self._depth += 1
        try:
            child.send(pieces, self._deadline)
            answer, payload = self._receive(child, self._deadline, request.nonce)
            while answer.verb == "callback":
                self._answer_callback(child, self._deadline, callbacks, answer, payload)
                answer, payload = self._receive(child, self._deadline, request.nonce)
        except BaseException as error:
            self._give_up(error)
        finally:
            self._depth -= 1
            if outer is not None:
                outer.nested_seconds += time.monotonic() - started
            elif self.metered and self._deadline is not None:
                used = self._deadline.used_cpu_seconds()
                self.usage = Usage(max(self.usage.cpu_seconds, used), self.usage.memory_mib)
            self._deadline = outer if self._child is child else None
        if callbacks is not None:
            callbacks.finish()
        return answer, payload

    def _give_up(self, error: BaseException) -> NoReturn:
        match error:
            case StudentStopped():
                raise self.stop(error) from None
            case Violation():
                raise self.stop(faults.violated(error.reason)) from None
            case WireError():
                raise self.stop(faults.violated("protocol")) from None
            case ChildEnded():
                raise self.stop(None) from None
        self.drop()  # interrupted in the middle: what the child says next would answer nobody
        raise error

    def _answer_callback(
        self,
        child: Transport,
        deadline: Deadline,
        callbacks: Callbacks | None,
        answer: Answer,
        payload: memoryview,
    ) -> None:
        if callbacks is None:
            raise Violation("protocol")
        deadline.wait()  # a child that asks again at once never makes us wait, and so never meets its deadline
        started, nested = time.monotonic(), deadline.nested_seconds
        pieces = callbacks.answer(answer, payload)
        took = time.monotonic() - started - (deadline.nested_seconds - nested)
        callbacks.spend(took)
        deadline.give_back(took)
        child.send(pieces, deadline)

    def _receive(self, child: Transport, deadline: Deadline, nonce: int) -> tuple[Answer, memoryview]:
        header, payload = child.receive(deadline)
        answer = decode_answer(header)
        if answer.nonce != nonce:
            raise Violation("protocol")
        room = _MAX_WARNINGS - len(self.warnings)
        for category, text in answer.warnings[: max(room, 0)]:
            self.warnings.append((plain_text(category[:80]), plain_text(text[:300])))
        return answer, payload

"""The checker's process: questions on standard input, replies on standard output, until the input ends.

It limits itself before it reads the first question: memory where the platform has limits, and no access from other
processes of the same user. A limit of processor time and a watchdog on the clock end it when a question takes too long,
even inside C code.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import select
import signal
import sys
import traceback
from io import RawIOBase

import msgspec

from grader.symbolic import proof
from grader.symbolic.judging import UNDECIDED, answer_question
from grader.symbolic.wire import Question, Reply, frame

MEMORY_BYTES = 1 << 30
_PR_SET_DUMPABLE = 4
_ORPHAN_SECONDS = 5.0


def main(limit: float, seconds: float) -> None:
    """Answer questions until the input ends; one that takes too long ends the process, also inside C code.

    Args:
        limit: seconds of processor time for one question.
        seconds: on the clock.
    """
    limit_self()
    sys.setrecursionlimit(20_000)
    source, sink = open(0, "rb", buffering=0), sys.stdout.buffer  # noqa: SIM115 - open as long as the process
    null = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - kept open for the watchdog
    gc.freeze()
    sink.write(b"R")
    sink.flush()
    parent = os.getppid()
    while (body := _read_frame(source, parent)) is not None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=null)
        _limit_processor_time(limit)
        reply = _reply(body)
        _limit_processor_time(0)
        faulthandler.cancel_dump_traceback_later()
        sink.write(frame(reply))
        sink.flush()


def _limit_processor_time(seconds: float) -> None:
    """Let the system end the process after so much processor time; 0 takes the limit away. Not on Windows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _reply(body: bytes) -> Reply:
    question = msgspec.json.decode(body, type=Question)
    try:
        reply = answer_question(question)
    except (MemoryError, RecursionError):
        return Reply(outcome="undecided", message=UNDECIDED, worn=True)
    except Exception:  # a mistake of the checker's own: told to the parent, which raises it
        return Reply(failure=traceback.format_exc(limit=-8), worn=True)
    return msgspec.structs.replace(reply, worn=proof.interrupted)


def limit_self() -> None:
    """Take away what a question never needs; whatever the platform does not have is left to the killer outside."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        import ctypes  # noqa: PLC0415 - exists where prctl does

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _read_frame(source: RawIOBase, parent: int) -> bytes | None:
    head = _read(source, 4, parent)
    return None if head is None else _read(source, int.from_bytes(head, "big"), parent)


def _read(source: RawIOBase, size: int, parent: int) -> bytes | None:
    """Read exactly `size` bytes; None at the end, or when nobody is there any more to ask."""
    data = bytearray()
    while len(data) < size:
        while os.name == "posix" and not select.select([source], [], [], _ORPHAN_SECONDS)[0]:
            if os.getppid() != parent:
                return None
        piece = source.read(size - len(data))
        if not piece:
            return None
        data += piece
    return bytes(data)

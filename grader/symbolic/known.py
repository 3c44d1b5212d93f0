"""Replies that a question got before: half a class writes the same formula, in files that differ elsewhere.

A reply depends on its question alone: the points at which formulas are compared are the same every time. What could not
be decided may be a matter of time, and is asked again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import msgspec

from grader.symbolic.wire import Question, Reply

MOST = 4_000
LONGEST = 4 << 10  # bytes of a question and of its reply; all of them together stay below 32 MiB

_encode = msgspec.json.Encoder().encode


class KnownReplies:
    """Keeps the replies to the questions that were asked last; may be used from any thread, and after a fork."""

    def __init__(self) -> None:
        self._replies: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Question) -> Reply | None:
        """Give the reply that this question got before, None if there is none any more."""
        key = _encode(question)
        with self._lock:
            reply = self._replies.get(key)
            if reply is not None:
                self._replies.move_to_end(key)
        return None if reply is None else msgspec.json.decode(reply, type=Reply)

    def keep(self, question: Question, reply: Reply) -> None:
        """Keep a reply, if it would be the same the next time."""
        if reply.outcome == "undecided" or reply.worn:
            return
        key, value = _encode(question), _encode(reply)
        if max(len(key), len(value)) > LONGEST:
            return
        with self._lock:
            self._replies[key] = value
            while len(self._replies) > MOST:
                self._replies.popitem(last=False)

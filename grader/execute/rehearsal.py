"""A submission of our own, run through the call loop in the zygote before anybody's: what that leaves is shared.

Python rewrites its bytecode for the types it meets, and fills caches at first use. What is done here is not done, and
its memory not copied, in every child.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from grader.execute import child, load, streams
from grader.execute.codec import Packer
from grader.execute.wire import Request, Tree, frame

_NAME = "rehearsal"
_ROUNDS = 16  # Python 3.11 to 3.14 have made up their mind about a function's bytecode by then
_SOURCE = b'''"""A module like many."""
import numpy as np


def net_input(x, w, b=0.0):
    """Give the weighted sum."""
    return np.dot(x, w) + b


def total(values):
    result = 0
    for value in values:
        result += value
    return result


def apply(function, x):
    return [function(x), function(-x)]


def wrong(x):
    raise ValueError(f"no {x}")


class Neuron:
    def __init__(self, weights, rate=0.1):
        self.weights = np.array(weights, dtype=float)
        self.rate = rate

    def forward(self, x):
        return 1 / (1 + np.exp(-(x @ self.weights)))
'''


def rehearse() -> None:
    """Serve some requests of each kind; leaves the interpreter as it was but for what it has learnt."""
    for _ in range(_ROUNDS):
        _Rehearsal().perform()
    load.forget()
    load.FILENAME = ""
    sys.argv = [""]
    streams.begin_test()


class _Rehearsal(child.Loop):
    """A loop that is its own other side."""

    def __init__(self) -> None:
        reading, self._requests_to = os.pipe()
        self._answers_from, writing = os.pipe()
        super().__init__(reading, writing)
        self._coming = _requests()
        self._ends = (reading, self._requests_to, self._answers_from, writing)

    def perform(self) -> None:
        """Serve until there are no more requests."""
        try:
            while True:
                self.serve_one()
        except StopIteration:
            for end in self._ends:
                os.close(end)

    def _read(self) -> tuple[Request, memoryview]:
        for piece in next(self._coming):
            os.write(self._requests_to, piece)
        return super()._read()

    def _write(self, pieces: list[bytes | memoryview]) -> None:
        super()._write(pieces)
        os.read(self._answers_from, 1 << 16)


def _requests() -> Iterator[list[bytes | memoryview]]:
    """Give frames as the trusted side sends them; all of them fit into a pipe."""
    import numpy as np  # noqa: PLC0415 - only the zygote's

    def request(verb: str, name: str = "", target: int = 0, args: list[Any] | None = None) -> list[bytes | memoryview]:
        packer = Packer(lambda value, packer: Tree("f", [1, value.__name__]))
        value = None if args is None else packer.pack([tuple(args), {}])
        return frame(Request(1, verb, target, name, value, 0 if verb in ("run", "call") else None), packer.buffers)

    row, square = np.array([0.1, 0.2]), np.ones((2, 2))
    yield frame(Request(1, "parse", name=_NAME), [_SOURCE])
    yield frame(Request(1, "compile", name=_NAME, value=True), [_SOURCE])
    yield request("run", _NAME)
    yield request("call", "net_input", args=[row, np.array([1.0, 2.0]), 0.3])
    yield request("call", "net_input", args=[square, row])
    yield request("call", "total", args=[[1, 2.5, True]])
    yield request("call", "apply", args=[abs, 1.5])
    for reply in (1.5, row):
        packer = Packer(lambda value, packer: Tree("f", [1, ""]))
        yield frame(Request(1, "reply", value=packer.pack(reply)), packer.buffers)
    yield request("call", "wrong", args=["x"])
    yield request("call", "Neuron", args=[[1.0, 2.0]])
    yield request("get", "weights", target=1)
    yield request("call", "forward", target=1, args=[row])
    yield frame(Request(1, "compile", name=_NAME, value=True), [_SOURCE])

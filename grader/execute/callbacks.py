"""Functions of the grader's that the student's code calls: run here, so what they are given is counted and capped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.execute.codec import Packer, Unpacker
from grader.execute.transport import Pieces, Violation
from grader.execute.wire import Answer, Refused, Request, Tree, WireError, frame

MAX_CALLS = 100_000
MAX_CALL_BYTES = 16 << 20
MAX_BYTES = 512 << 20
MAX_SECONDS = 60.0  # of our own time in one call: a child sends in no time what takes long to read
_MAX_INT_BITS = 256
_MAX_ARGUMENTS = 100
_MAX_TEXT = 2_000


class Callbacks:
    """The functions handed over with one call; they cannot be called after it.

    Args:
        inside: gives the value of a tree that is not plain data.
        outside: gives the tree of a value that is not plain data.
    """

    def __init__(
        self,
        inside: Callable[[Tree, Unpacker], Any],
        outside: Callable[[Any, Packer, Callbacks], Tree],
    ) -> None:
        self._inside, self._outside = inside, outside
        self._functions: list[Callable[..., Any]] = []
        self._calls = 0
        self._bytes = 0
        self._seconds = 0.0
        self._objection: AssertionError | None = None

    def offer(self, function: Callable[..., Any]) -> Tree:
        """Give the tree that stands for a function."""
        number = next((n for n, known in enumerate(self._functions, 1) if known is function), 0)
        if not number:
            self._functions.append(function)
            number = len(self._functions)
        return Tree("f", [number, str(getattr(function, "__name__", "function"))])

    def spend(self, seconds: float) -> None:
        """Count what a callback took on this side; Violation beyond the budget."""
        self._seconds += seconds
        if self._seconds > MAX_SECONDS:
            raise Violation("callbacks")

    def answer(self, answer: Answer, payload: memoryview) -> Pieces:
        """Call the function that the student's code asks for and give the reply; Violation beyond the budget."""
        self._calls += 1
        self._bytes += len(payload)
        if self._calls > MAX_CALLS or self._bytes > MAX_BYTES:
            raise Violation("callbacks")
        match answer.value:
            case Tree("f", [int() as number, args_tree, kwargs_tree]) if 0 < number <= len(self._functions):
                function = self._functions[number - 1]
            case _:
                raise WireError("callback")
        if len(payload) > MAX_CALL_BYTES:
            return self._fail("ValueError", f"the function was given more than {MAX_CALL_BYTES >> 20} MiB at once")
        unpacker = Unpacker(payload, self._inside)
        args, kwargs = unpacker.unpack(args_tree), unpacker.unpack(kwargs_tree)
        unpacker.finish()
        if type(args) is not tuple or type(kwargs) is not dict or not all(type(key) is str for key in kwargs):
            raise WireError("callback arguments")
        if len(args) + len(kwargs) > _MAX_ARGUMENTS:
            return self._fail("TypeError", f"the function was given more than {_MAX_ARGUMENTS} arguments")
        if any(type(arg) is int and arg.bit_length() > _MAX_INT_BITS for arg in (*args, *kwargs.values())):
            return self._fail("OverflowError", "the function was given a number of more than 256 bits")
        return self._run(function, args, kwargs)

    def finish(self) -> None:
        """Raise what the grader's own function asserted in vain, even if the student's code swallowed it."""
        if self._objection is not None:
            raise self._objection

    def _run(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Pieces:
        name = getattr(function, "__name__", "the function")
        try:
            result = function(*args, **kwargs)
        except AssertionError as error:
            self._objection = self._objection or error
            return self._fail("RuntimeError", f"{name} did not accept its arguments")
        except Exception as error:
            given = ", ".join([*map(_shown, args), *(f"{key}={_shown(arg)}" for key, arg in kwargs.items())])
            return self._fail(type(error).__name__, f"{name} cannot be called with ({given})")
        packer = Packer(lambda value, packer: self._outside(value, packer, self))
        try:
            return frame(Request(0, "reply", value=packer.pack(result)), packer.buffers)
        except Refused as refusal:
            return self._fail("ValueError", f"{name} gave something that cannot be handed over: {refusal}")

    def _fail(self, kind: str, text: str) -> Pieces:
        return frame(Request(0, "fail", name=kind, value=text[:_MAX_TEXT]), [])


def _shown(value: Any) -> str:
    """Give what an argument is, never what it holds."""
    shape = getattr(value, "shape", None)
    kind = type(value).__name__
    return f"{kind} of shape {shape}" if isinstance(shape, tuple) and shape else kind

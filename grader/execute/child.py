"""The call loop inside a student's process: reads requests, runs the student's code, answers with plain data.

Confined and plain children run the same loop; only how they were started differs. Nothing here is a secret, and nothing
here is trusted by the other side: the student's code shares this process and may change any of it.
"""

from __future__ import annotations

import builtins
import gc
import mmap
import os
import random
import sys
import types
from collections.abc import Callable
from typing import Any, NoReturn

from grader.execute import describe, load, streams
from grader.execute.codec import Packer, Unpacker
from grader.execute.contained import place_of
from grader.execute.wire import LENGTHS, Answer, Node, Refused, Request, Tree, decode_request, frame

OUT_OF_MEMORY = 77  # exit statuses that the other side has a sentence for
_MAX_HANDLES = 10_000
_CHUNK = 1 << 16
_LARGE_CHUNK = 1 << 20
_RESERVE_BYTES = 2 << 20


class Loop:
    """Serves one submission after the other over two pipe ends until the other side closes them.

    The next begins with another `compile`; what is asked about afterwards is meant of that one.
    """

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._module: types.ModuleType | None = None
        self._code: types.CodeType | None = None
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}  # id of an object -> its handle; the object is kept alive above
        self._callbacks: dict[int, Callable[..., Any]] = {}
        self._nonce = 0
        self._seed: int | None = None
        self._reserve = _reserve()

    def run(self) -> NoReturn:
        """Serve until the pipe ends; never returns into the caller's frames."""
        try:
            while True:
                self.serve_one()
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except BaseException:
            os._exit(1)
        finally:
            os._exit(0)

    def serve_one(self) -> None:
        """Read one request and answer it."""
        self._serve(*self._read())

    def say(self, verb: str, value: Node, buffers: list[bytes | memoryview] | None = None) -> None:
        """Write one answer that has no request of its own (the greeting)."""
        self._write(frame(Answer(0, verb, value), buffers or []))

    # --- one request

    def _serve(self, request: Request, payload: memoryview) -> None:
        self._nonce = request.nonce
        callbacks, self._callbacks = self._callbacks, {}
        packer = Packer(self._outside)
        changed: list[str] = []
        try:
            verb, value = self._answer(request, payload, packer, changed)
            pieces = self._frame(request.nonce, verb, value, packer, changed)
        except Refused as refusal:
            pieces = self._frame(request.nonce, "refused", str(refusal))
        except BaseException as error:
            self._reserve.close()
            value = describe.error_tree(error, load.FILENAME)
            describe.release(error)
            pieces = self._frame(request.nonce, "raised", value, None, changed)
        self._callbacks = callbacks
        self._write(pieces)
        if self._reserve.closed:
            self._reserve = _reserve()

    def _frame(
        self, nonce: int, verb: str, value: Node, packer: Packer | None = None, changed: list[str] | None = None
    ) -> list[bytes | memoryview]:
        streams.flush()
        answer = Answer(nonce, verb, value, streams.take_warnings(), changed or [])
        return frame(answer, packer.buffers if packer else [])

    def _answer(self, request: Request, payload: memoryview, packer: Packer, changed: list[str]) -> tuple[str, Node]:
        match request.verb:
            case "call":
                return "value", self._call(request, payload, packer, changed)
            case "get":
                found = getattr(self._target(request.target), request.name)
                return ("callable", None) if load.is_function(found) else ("value", packer.pack(found))
            case "set":
                value = Unpacker(payload, self._inside).unpack(request.value)
                setattr(self._target(request.target), request.name, value)
                return "value", None
            case "is":
                value = Unpacker(payload, self._inside).unpack(request.value)
                return "value", isinstance(value, self._find(request))
            case "hold":
                return "value", self._hold(self._find(request))
            case "parse":
                return load.parse(bytes(payload), packer)
            case "compile":
                return self._compile(request, bytes(payload))
            case "run":
                return "value", self._run(request)
        raise RuntimeError(f"unknown request {request.verb}")

    def _compile(self, request: Request, source: bytes) -> tuple[str, Node]:
        if self._module is not None:
            self._forget()
        verb, value, self._code = load.compile_source(request.name, source)
        asked = self._code is not None and request.value is True
        return verb, place_of(self._code, source) if asked and self._code is not None else value

    def _forget(self) -> None:
        """Let go of the file before and all that it made; what ends only now may print, and that is nobody's."""
        with streams.hushed():
            self._module = self._code = None
            for kept in (self._objects, self._numbers, self._callbacks):
                kept.clear()
            load.forget()
            gc.collect()

    def _run(self, request: Request) -> Node:
        self._begin(request.seed)
        assert self._code is not None
        self._module = load.run(request.name, self._code)
        return Tree("l", load.names(self._module))

    def _call(self, request: Request, payload: memoryview, packer: Packer, changed: list[str]) -> Node:
        if request.seed is not None:
            self._begin(request.seed)
        unpacker = Unpacker(payload, self._inside)
        args, kwargs = unpacker.unpack(request.value)
        function = self._find(request)
        result = function(*args, **kwargs)
        self._note_changes(request, payload, args, kwargs, changed)
        return packer.pack(result)

    def _note_changes(
        self, request: Request, payload: memoryview, args: tuple[Any, ...], kwargs: dict[str, Any], changed: list[str]
    ) -> None:
        if not any(map(load.is_mutable, (*args, *kwargs.values()))):
            return
        unpacker = Unpacker(payload, lambda tree, _: tree)
        before_args, before_kwargs = unpacker.unpack(request.value)
        named = [*enumerate(zip(before_args, args, strict=True))]
        for name, (before, after) in [*named, *((key, (before_kwargs[key], kwargs[key])) for key in kwargs)]:
            if load.is_mutable(after) and not load.same(before, after):
                changed.append(str(name))

    def _begin(self, seed: int | None) -> None:
        if seed is None:
            return
        self._seed = seed
        streams.begin_test()
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed % (1 << 32))

    # --- objects that stay here

    def _find(self, request: Request) -> Any:
        target = self._target(request.target)
        return getattr(target, request.name) if request.name else target

    def _target(self, number: int) -> Any:
        return self._objects[number] if number else self._module

    def _outside(self, value: Any, _: Packer) -> Tree:
        if any(stub is value for stub in self._callbacks.values()):
            raise Refused("the function that it was given; call it, and return what that gives")
        if callable(value) or load.is_own(type(value)):
            return self._hold(value)
        raise Refused(describe.kind_of(value))

    def _hold(self, value: Any) -> Tree:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._objects) + 1
            if number > _MAX_HANDLES:
                raise Refused(f"one of more than {_MAX_HANDLES:,} objects")
            self._objects[number] = value
            self._numbers[id(value)] = number
        return Tree("h", [number, describe.clean(type(value).__name__, 60), callable(value)])

    def _inside(self, tree: Tree, unpacker: Unpacker) -> Any:
        match tree.kind, tree.items:
            case "h", [int() as number]:
                return self._objects[number]
            case "m", [int() as target, str() as name]:
                return getattr(self._target(target), name)
            case "f", [int() as number, str() as name]:
                return self._stub(number, name)
            case "y", [str() as name]:
                return getattr(builtins, name)
            case "g", [str() as kind, state]:
                return load.random_state(kind, unpacker.unpack(state))
        raise RuntimeError(f"unknown value {tree.kind}")

    # --- functions of the grader's, callable from here while the call lasts

    def _stub(self, number: int, name: str) -> Callable[..., Any]:
        if number in self._callbacks:
            return self._callbacks[number]

        def function(*args: Any, **kwargs: Any) -> Any:
            if self._callbacks.get(number) is not function:
                raise RuntimeError(f"{name} can be called only until the call that it was given to returns")
            return self._call_back(number, args, kwargs)

        function.__name__ = function.__qualname__ = name
        self._callbacks[number] = function
        return function

    def _call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        nonce = self._nonce
        packer = Packer(self._outside)
        try:
            tree = Tree("f", [number, packer.pack(args), packer.pack(kwargs)])
            pieces = frame(Answer(nonce, "callback", tree), packer.buffers)
        except Refused as refusal:
            raise TypeError(f"the function was called with something that cannot be handed over: {refusal}") from None
        streams.flush()
        self._write(pieces)
        while True:
            request, payload = self._read()
            if request.verb == "reply":
                return Unpacker(payload, self._inside).unpack(request.value)
            if request.verb == "fail":
                assert isinstance(request.value, str)
                raise describe.builtin_error(request.name)(request.value)
            self._serve(request, payload)  # the grader's function calls the student's code in its turn
            self._nonce = nonce

    # --- bytes

    def _read(self) -> tuple[Request, memoryview]:
        """Read one frame; the other side never sends the next before this one's answer."""
        data: bytes | bytearray = os.read(self._reading, _CHUNK)
        if len(data) < _frame_size(data):
            data = bytearray(data)
            while len(data) < _frame_size(data):
                part = os.read(self._reading, _LARGE_CHUNK)
                if not part:
                    os._exit(0)
                data += part
        view, start = memoryview(data), LENGTHS.size
        end = start + LENGTHS.unpack_from(data)[0]
        return decode_request(view[start:end]), view[end:]

    def _write(self, pieces: list[bytes | memoryview]) -> None:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._writing, rest) :]


def _frame_size(data: bytes | bytearray) -> int:
    """Give how long the frame is that begins with these bytes, as far as they tell."""
    if len(data) < LENGTHS.size:
        return LENGTHS.size
    header, payload = LENGTHS.unpack_from(data)
    return LENGTHS.size + int(header) + int(payload)


def _reserve() -> mmap.mmap:
    """Give address space that is never touched, to be let go when an error must be put into words without memory."""
    return mmap.mmap(-1, _RESERVE_BYTES)
